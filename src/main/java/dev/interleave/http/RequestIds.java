package dev.interleave.http;

import dev.interleave.values.InvalidValueException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id: the one in the client's {@code X-Request-Id}, or a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private RequestIds() {}

  /** Gives the request its id: the answer has it. */
  static void name(HttpServerRequest request) {
    String given = request.getHeader(HEADER);
    boolean usable = given != null && isUsable(given);
    request.response().putHeader(HEADER, usable ? given : UUID.randomUUID().toString());
  }

  /** Refuses one that the client has given and that cannot be used. */
  static void check(RoutingContext ctx) {
    String given = ctx.request().getHeader(HEADER);
    if (given != null && !isUsable(given)) {
      throw new InvalidValueException(
          HEADER,
          Text.shown(given),
          "1 to 64 letters, digits, dots, colons, hyphens and underscores");
    }
    ctx.next();
  }

  /** The id of a request. */
  static String of(RoutingContext ctx) {
    return of(ctx.response());
  }

  /** The id of the request that is answered by {@code response}. */
  static String of(HttpServerResponse response) {
    return Objects.requireNonNullElse(response.headers().get(HEADER), "");
  }

  private static boolean isUsable(String given) {
    return ALLOWED.matcher(given).matches();
  }
}
