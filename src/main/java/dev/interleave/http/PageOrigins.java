package dev.interleave.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages that may change something. A browser sends a page's {@code POST} to any address, and
 * says where the page came from. Who says nothing of that is no browser.
 */
final class PageOrigins {
  private static final CharSequence SITE = HttpHeaders.createOptimized("sec-fetch-site");

  private final Set<String> allowed;

  /**
   * @param allowed in lower case, beside the service's own
   */
  PageOrigins(Set<String> allowed) {
    this.allowed = allowed;
  }

  /**
   * Refuses a request that a page of another origin makes.
   *
   * @throws ProblemException (403)
   */
  void require(HttpServerRequest request) {
    String site = request.getHeader(SITE);
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean own =
        site == null
            ? origin == null || isOwn(origin, request.getHeader(HttpHeaders.HOST))
            : site.equals("same-origin") || site.equals("none");
    if (!own && !isAllowed(origin)) {
      throw new ProblemException(
          403,
          "origin-not-allowed",
          "a page of %s may change nothing here; allowed: the service's own page, and the origins in security.origins"
              .formatted(origin == null ? "another origin" : Text.shown(origin)));
    }
  }

  private boolean isAllowed(@Nullable String origin) {
    return origin != null && allowed.contains(origin.toLowerCase(Locale.ROOT));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    String scheme = "http://";
    return host != null
        && origin.length() == scheme.length() + host.length()
        && origin.startsWith(scheme)
        && origin.regionMatches(true, scheme.length(), host, 0, host.length());
  }
}
