package dev.interleave.http;

import dev.interleave.feed.Encoding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * Lines of {@code application/x-ndjson}: a JSON object in each, with the {@code id}, {@code event}
 * and {@code data} of a frame of {@link Sse}.
 */
final class Ndjson {
  /** An empty line, which readers of JSON pass over. */
  static final Buffer HEARTBEAT = Buffer.buffer("\n");

  private Ndjson() {}

  /** An encoding that names and writes events as the two functions say. */
  static <E> Encoding<E> encoding(Function<E, String> name, Function<E, JsonObject> data) {
    return (id, event) ->
        line(
            new JsonObject()
                .put("id", id)
                .put("event", name.apply(event))
                .put("data", data.apply(event)));
  }

  /** Tells how many events the client did not get. It has no id, as it is no event of the feed. */
  static Buffer lost(long events) {
    return line(
        new JsonObject().put("event", "lost").put("data", new JsonObject().put("lost", events)));
  }

  private static Buffer line(JsonObject json) {
    return json.toBuffer().appendString("\n");
  }
}
