package dev.interleave.http;

import dev.interleave.values.InvalidValueException;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id: the one in the client's {@code X-Request-Id}, or a new one. */
final class RequestIds {
  static final String HEADER = "X-Request-Id";

  private static final String KEY = RequestIds.class.getName();
  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private RequestIds() {}

  /** Gives the request its id, and puts it into the answer. */
  static void name(RoutingContext ctx) {
    String given = ctx.request().getHeader(HEADER);
    boolean usable = given != null && ALLOWED.matcher(given).matches();
    String id = usable ? given : UUID.randomUUID().toString();
    ctx.put(KEY, id).response().putHeader(HEADER, id);
    if (given != null && !usable) {
      throw new InvalidValueException(
          HEADER,
          Text.shown(given),
          "1 to 64 letters, digits, dots, colons, hyphens and underscores");
    }
    ctx.next();
  }

  /** The id of a request. */
  static String of(RoutingContext ctx) {
    return ctx.get(KEY, "");
  }
}
