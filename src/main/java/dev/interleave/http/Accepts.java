package dev.interleave.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.ParsedHeaderValues;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** Finds the media type that suits both sides. */
final class Accepts {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain";
  static final String HTML = "text/html";
  static final String EVENTS = "text/event-stream";
  static final String CSV = "text/csv";
  static final String YAML = "application/yaml";
  static final String OPEN_METRICS = "application/openmetrics-text";

  /** Their names in the parameter {@code format}. */
  private static final Map<String, String> FORMATS =
      Map.of("json", JSON, "text", TEXT, "csv", CSV, "sse", EVENTS);

  private Accepts() {}

  /**
   * The media type that the parameter {@code format} names. The contract has checked it. Without
   * the parameter, the best one.
   *
   * @throws ProblemException (406) if the client names none and accepts none of them
   */
  static String wanted(RoutingContext ctx, String... offered) {
    return ctx.queryParam("format").stream()
        .findFirst()
        .map(FORMATS::get)
        .orElseGet(() -> best(ctx, offered));
  }

  /**
   * The one of {@code offered} that the client prefers; the first if it has no preference.
   *
   * @throws ProblemException (406) if it accepts none of them
   */
  static String best(RoutingContext ctx, String... offered) {
    ParsedHeaderValues headers = ctx.parsedHeaders();
    List<MIMEHeader> accepted =
        headers.accept().stream().filter(type -> type.weight() > 0).toList();
    if (ctx.request().getHeader(HttpHeaders.ACCEPT) == null) {
      return offered[0];
    }
    for (MIMEHeader wanted : accepted) {
      for (String offer : offered) {
        if (matches(wanted, offer)) {
          return offer;
        }
      }
    }
    throw new ProblemException(
        406,
        "not-acceptable",
        "Accept: %s; offered: %s"
            .formatted(
                Text.shown(ctx.request().getHeader(HttpHeaders.ACCEPT)),
                String.join(", ", offered)));
  }

  private static boolean matches(MIMEHeader wanted, String offer) {
    String[] parts = offer.split("/");
    return isOrAny(wanted.component(), parts[0]) && isOrAny(wanted.subComponent(), parts[1]);
  }

  private static boolean isOrAny(String wanted, String part) {
    return "*".equals(wanted) || part.equalsIgnoreCase(wanted);
  }
}
