package dev.interleave.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes milliseconds to read, which the loop does not have: a worker thread reads
 * it, and whoever asks meanwhile gets the same. Confined to the service's context.
 */
final class SharedReading<T> {
  private final Vertx vertx;
  private @Nullable Future<T> underWay;

  SharedReading(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * What is being read, or else what {@code read} reads from now on.
   *
   * @param read called on a worker thread
   */
  Future<T> get(Callable<T> read) {
    Future<T> known = underWay;
    if (known != null) {
      return known;
    }
    Future<T> reading = vertx.executeBlocking(read, false);
    // It may have ended already: whoever listens is told at once then.
    underWay = reading;
    return reading.onComplete(ended -> underWay = null);
  }
}
