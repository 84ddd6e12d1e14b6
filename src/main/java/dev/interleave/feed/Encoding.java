package dev.interleave.feed;

import io.vertx.core.buffer.Buffer;

/** How an event becomes bytes; one instance for each format, compared by identity. */
@FunctionalInterface
public interface Encoding<E> {
  /**
   * Writes an event.
   *
   * @param id the number of the event in its feed
   */
  Buffer encode(long id, E event);
}
