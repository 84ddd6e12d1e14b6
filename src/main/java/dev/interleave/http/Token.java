package dev.interleave.http;

import dev.interleave.values.Secret;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** The bearer token that a request has to show, if there is one (RFC 6750). */
final class Token {
  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"interleave\"";

  private final Secret secret;

  /**
   * @param secret if it is empty, nothing has to be shown
   */
  Token(Secret secret) {
    this.secret = secret;
  }

  /** Whether one has to be shown. */
  boolean isNeeded() {
    return secret.isSet();
  }

  /**
   * Refuses a request without it.
   *
   * @throws ProblemException (401)
   */
  void require(HttpServerRequest request) {
    if (!secret.isSet()) {
      return;
    }
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("token-missing", "this needs the header Authorization: Bearer and the token");
    }
    if (!secret.matches(given.substring(SCHEME.length()).strip())) {
      throw refused("token-wrong", "the token in the header Authorization is not the service's");
    }
  }

  private static ProblemException refused(String type, String detail) {
    return new ProblemException(401, type, detail).with("WWW-Authenticate", CHALLENGE);
  }
}
