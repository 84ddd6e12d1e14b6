package dev.interleave.http;

import dev.interleave.feed.Encoding;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * How a stream is written.
 *
 * @param encoding how one event is written
 * @param heartbeat sent now and then, so that a quiet stream is not taken for a dead one; empty if
 *     there is none
 * @param lost how the number of lost events is told
 */
record StreamFormat<E>(
    String contentType,
    Encoding<E> encoding,
    Buffer preamble,
    Buffer heartbeat,
    LongFunction<Buffer> lost) {

  static <E> StreamFormat<E> sse(Encoding<E> encoding, Duration retry) {
    return new StreamFormat<>(Accepts.EVENTS, encoding, Sse.retry(retry), Sse.HEARTBEAT, Sse::lost);
  }

  static <E> StreamFormat<E> ndjson(Encoding<E> encoding) {
    return new StreamFormat<>(
        Accepts.NDJSON, encoding, Buffer.buffer(), Ndjson.HEARTBEAT, Ndjson::lost);
  }

  static <E> StreamFormat<E> text(Encoding<E> encoding) {
    return text(encoding, "", "\n");
  }

  /**
   * @param title comes before all events
   */
  static <E> StreamFormat<E> text(Encoding<E> encoding, String title, String heartbeat) {
    return new StreamFormat<>(
        Accepts.TEXT + ";charset=utf-8",
        encoding,
        Buffer.buffer(title),
        Buffer.buffer(heartbeat),
        lost -> Buffer.buffer("… %d lines are lost: only the newest are kept\n".formatted(lost)));
  }
}
