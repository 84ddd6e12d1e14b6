package dev.interleave.http;

import dev.interleave.config.Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets through who may ask: under an allowed host, and what changes something only from an allowed
 * origin and with the token. Probes ask under whatever name they know.
 */
final class Guard {
  private static final String PROBES = "/health/";

  private final Hosts hosts;
  private final PageOrigins origins;
  private final Token token;

  Guard(Settings.Security security) {
    this.hosts = new Hosts(security.hosts());
    this.origins = new PageOrigins(security.origins());
    this.token = new Token(security.token());
  }

  /** Whether what changes something needs a token. */
  boolean needsToken() {
    return token.isNeeded();
  }

  /**
   * Handles every request before its route does.
   *
   * @throws ProblemException if it may not be asked for
   */
  void pass(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    boolean safe = isSafe(request.method());
    if (!safe || !isProbe(request)) {
      hosts.require(request);
    }
    if (!safe) {
      origins.require(request);
      token.require(request);
    }
    ctx.next();
  }

  /** Whether a path is a probe's as it is written, without detours and escapes. */
  static boolean isProbe(HttpServerRequest request) {
    String path = request.path();
    return path != null && path.startsWith(PROBES) && path.indexOf('%') < 0 && !path.contains("/.");
  }

  private static boolean isSafe(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }
}
