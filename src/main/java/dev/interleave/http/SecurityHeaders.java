package dev.interleave.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Headers that keep a browser from taking an answer for something else, or for somebody else. Every
 * answer has them, whatever it is.
 */
final class SecurityHeaders {
  private static final CharSequence POLICY = HttpHeaders.createOptimized("content-security-policy");
  private static final CharSequence NOTHING =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
  private static final String ONLY_FROM_HERE =
      "default-src 'none'; script-src 'self'; style-src 'self' '%s'; img-src 'self';"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";
  private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");
  private static final CharSequence OPENER =
      HttpHeaders.createOptimized("cross-origin-opener-policy");

  private static final CharSequence[][] ALWAYS = {
    {POLICY, NOTHING},
    header("x-content-type-options", "nosniff"),
    header("x-frame-options", "DENY"),
    header("referrer-policy", "no-referrer"),
    {HttpHeaders.createOptimized("cross-origin-resource-policy"), SAME_ORIGIN},
  };

  private SecurityHeaders() {}

  /** For an answer that is no page. */
  static void add(HttpServerResponse response) {
    for (CharSequence[] header : ALWAYS) {
      response.putHeader(header[0], header[1]);
    }
  }

  /**
   * The policy of the page and what it loads, which all come from here.
   *
   * @param style the hash of the style within the page, as a policy has it
   */
  static CharSequence policyOfPage(String style) {
    return HttpHeaders.createOptimized(ONLY_FROM_HERE.formatted(style));
  }

  /** For the page and what it loads. Replaces the policy for the rest. */
  static void addForPage(HttpServerResponse response, CharSequence policy) {
    response.putHeader(POLICY, policy).putHeader(OPENER, SAME_ORIGIN);
  }

  /**
   * For a page that is all in one. Replaces the policy for the rest.
   *
   * @param style the hash of its style, as a policy has it
   */
  static void addForReport(HttpServerResponse response, String style) {
    response.putHeader(POLICY, "%s; style-src '%s'".formatted(NOTHING, style));
  }

  private static CharSequence[] header(String name, String value) {
    return new CharSequence[] {
      HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)
    };
  }
}
