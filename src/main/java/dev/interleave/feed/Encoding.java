package dev.interleave.feed;

import io.vertx.core.buffer.Buffer;

/** Turns events into bytes. Each format has one instance; they are compared by identity. */
@FunctionalInterface
public interface Encoding<E> {
  /**
   * Writes an event.
   *
   * @param id the number of the event in its feed
   */
  Buffer encode(long id, E event);
}
