package dev.interleave.http;

import dev.interleave.feed.Encoding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Function;

/**
 * Frames of a {@code text/event-stream}, as in the WHATWG standard. The data is one line of JSON,
 * which cannot contain a line break. Names and ids come from the service.
 */
final class Sse {
  static final Buffer HEARTBEAT = Buffer.buffer(": heartbeat\n\n");

  private Sse() {}

  /** An encoding that names and writes events as the two functions say. */
  static <E> Encoding<E> encoding(Function<E, String> name, Function<E, JsonObject> data) {
    return (id, event) ->
        Buffer.buffer("id: " + id + "\nevent: " + name.apply(event) + "\ndata: ")
            .appendString(data.apply(event).encode())
            .appendString("\n\n");
  }

  /** Asks the client to wait so long before it connects again. */
  static Buffer retry(Duration delay) {
    return Buffer.buffer("retry: " + delay.toMillis() + "\n\n");
  }

  /**
   * Tells how many events the client did not get. It has no id, so the client keeps its last one.
   */
  static Buffer lost(long events) {
    return Buffer.buffer("event: lost\ndata: {\"lost\":" + events + "}\n\n");
  }
}
