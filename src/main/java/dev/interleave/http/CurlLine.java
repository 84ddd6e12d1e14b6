package dev.interleave.http;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Commands for people to copy, with the service as they have called it. */
final class CurlLine {
  private static final String TOKEN = "-H \"Authorization: Bearer $TOKEN\" ";
  private static final int SHOWN = 200;

  private final boolean needsToken;

  /**
   * @param needsToken whether what changes something needs a token
   */
  CurlLine(boolean needsToken) {
    this.needsToken = needsToken;
  }

  /** A text in which {@code {here}} stands for the service, and commands have no token yet. */
  String complete(RoutingContext ctx, String text) {
    return (needsToken ? text.replace("-X ", TOKEN + "-X ") : text).replace("{here}", here(ctx));
  }

  /** The command that posts the query of a request to a path. */
  String post(RoutingContext ctx, String path) {
    String query = ctx.request().query();
    boolean shown = query != null && !query.isEmpty() && query.length() <= SHOWN;
    // A quote would end the shell's.
    String target = shown ? path + "?" + query.replace("'", "%27") : path;
    return complete(ctx, "curl -X POST '{here}%s'".formatted(target));
  }

  /** The service as the client calls it. The port of {@code Host: localhost:} is 0. */
  static String here(RoutingContext ctx) {
    @Nullable HostAndPort authority = ctx.request().authority();
    if (authority == null) {
      return "localhost";
    }
    return authority.port() > 0 ? authority.toString() : authority.host();
  }
}
