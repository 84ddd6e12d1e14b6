package dev.interleave.http;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Work that would hold the service's loop for long, done in portions: one in a turn of the loop, of
 * whosever work is next. A timer lies between two. What is merely put at the end of the loop's
 * queue is run in the same turn, up to 64 tasks.
 */
final class Portions {
  private final Vertx vertx;
  private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();
  private boolean armed;

  Portions(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Takes on some work. Called on the service's context.
   *
   * @param portion does a portion, and says whether there is more to do
   */
  void add(BooleanSupplier portion) {
    waiting.add(portion);
    if (!armed) {
      armed = true;
      vertx.setTimer(1, id -> next());
    }
  }

  private void next() {
    BooleanSupplier portion = waiting.remove();
    try {
      if (portion.getAsBoolean()) {
        waiting.add(portion);
      }
    } finally {
      armed = !waiting.isEmpty();
      if (armed) {
        vertx.setTimer(1, id -> next());
      }
    }
  }
}
