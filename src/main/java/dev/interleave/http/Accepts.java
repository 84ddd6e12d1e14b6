package dev.interleave.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the media type that suits both sides. */
final class Accepts {
  static final String JSON = "application/json";
  static final String TEXT = "text/plain";
  static final String HTML = "text/html";
  static final String EVENTS = "text/event-stream";
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";
  static final String YAML = "application/yaml";
  static final String OPEN_METRICS = "application/openmetrics-text";

  /** Their names in the parameter {@code format}. */
  private static final Map<String, String> FORMATS =
      Map.of("json", JSON, "text", TEXT, "csv", CSV, "html", HTML, "sse", EVENTS, "ndjson", NDJSON);

  private Accepts() {}

  /**
   * The media type that the parameter {@code format} names. The contract has checked it. Without
   * the parameter, the best one.
   *
   * @throws ProblemException (406) if the client names none and accepts none of them
   */
  static String wanted(RoutingContext ctx, String... offered) {
    ctx.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return ctx.queryParam("format").stream()
        .findFirst()
        .map(FORMATS::get)
        .orElseGet(() -> best(ctx, offered));
  }

  /**
   * The one of {@code offered} that the client prefers; the first if it has no preference. Of two
   * that it likes as well it is the one that it names more exactly, and then the one that it names
   * first.
   *
   * @throws ProblemException (406) if it accepts none of them
   */
  static String best(RoutingContext ctx, String... offered) {
    MultiMap headers = ctx.request().headers();
    if (!headers.contains(HttpHeaders.ACCEPT)) {
      return offered[0];
    }
    String accept = String.join(",", headers.getAll(HttpHeaders.ACCEPT));
    return accept.isBlank() ? offered[0] : best(accept, offered);
  }

  static String best(String accept, String... offered) {
    List<MediaRange> ranges = MediaRange.all(accept);
    Comparator<Choice> liking =
        Comparator.comparingDouble((Choice choice) -> choice.range.quality())
            .thenComparingInt(choice -> choice.range.specificity())
            .thenComparingInt(choice -> -ranges.indexOf(choice.range));
    Optional<Choice> best = Optional.empty();
    for (String offer : offered) {
      Optional<Choice> choice =
          rangeOf(offer, ranges)
              .filter(range -> range.quality() > 0)
              .map(range -> new Choice(offer, range));
      if (choice.isPresent() && (best.isEmpty() || liking.compare(choice.get(), best.get()) > 0)) {
        best = choice;
      }
    }
    return best.map(Choice::offer)
        .orElseThrow(() ->
            new ProblemException(
                406,
                "not-acceptable",
                "Accept: %s; offered: %s"
                    .formatted(Text.shown(accept), String.join(", ", offered))));
  }

  private record Choice(String offer, MediaRange range) {}

  /** The most exact of the ranges that have the type: what it says of the type holds. */
  private static Optional<MediaRange> rangeOf(String offer, List<MediaRange> ranges) {
    int slash = offer.indexOf('/');
    String type = offer.substring(0, slash);
    String subtype = offer.substring(slash + 1);
    return ranges.stream()
        .filter(range -> range.contains(type, subtype))
        .max(
            Comparator.comparingInt(MediaRange::specificity)
                .thenComparingDouble(MediaRange::quality));
  }
}
