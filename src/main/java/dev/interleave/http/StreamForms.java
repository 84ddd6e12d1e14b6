package dev.interleave.http;

import dev.interleave.feed.Encoding;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The forms in which one stream can be had: events for browsers, JSON lines, lines for people. */
final class StreamForms<E> {
  private final Map<String, StreamFormat<E>> byType = new LinkedHashMap<>();

  /**
   * The forms for programs.
   *
   * @param name how an event is called
   * @param data what it says
   * @param retry how long a browser waits before it connects again
   */
  StreamForms(Function<E, String> name, Function<E, JsonObject> data, Duration retry) {
    byType.put(Accepts.EVENTS, StreamFormat.sse(Sse.encoding(name, data), retry));
    byType.put(Accepts.NDJSON, StreamFormat.ndjson(Ndjson.encoding(name, data)));
  }

  /** The same, and lines for people. */
  StreamForms<E> withText(Encoding<E> text) {
    byType.put(Accepts.TEXT, StreamFormat.text(text));
    return this;
  }

  /**
   * The one that the client wants.
   *
   * @throws ProblemException (406) if it accepts none of them
   */
  StreamFormat<E> wanted(RoutingContext ctx) {
    return of(Accepts.wanted(ctx, byType.keySet().toArray(String[]::new)));
  }

  /** The one of a media type that there is. */
  StreamFormat<E> of(String type) {
    return Objects.requireNonNull(byType.get(type), type);
  }
}
