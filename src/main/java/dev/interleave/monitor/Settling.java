package dev.interleave.monitor;

import dev.interleave.monitor.EventLoops.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;

/**
 * Waits until every loop has come to an end with what it does, and then until all is told that
 * blocked one meanwhile. Any thread may call.
 */
final class Settling {
  private final Watchdog watchdog;
  private final Map<Integer, EventLoop> busy = new ConcurrentHashMap<>();
  private final Promise<Void> settled = Promise.promise();

  Settling(Map<Integer, EventLoop> loops, Watchdog watchdog) {
    this.watchdog = watchdog;
    this.busy.putAll(loops);
  }

  /**
   * Asks every loop.
   *
   * @param come given the id of a loop, on the loop, when it has come to an end
   */
  void start(IntConsumer come) {
    busy.forEach((id, loop) -> {
      try {
        loop.executor()
            .execute(() -> {
              come.accept(id);
              isDone(id);
            });
      } catch (RejectedExecutionException ended) {
        isDone(id);
      }
    });
  }

  /** A loop that has ended will not come. */
  void leaveOutEnded() {
    busy.forEach((id, loop) -> {
      if (loop.executor().isTerminated()) {
        isDone(id);
      }
    });
  }

  /** Nothing is told any more. */
  void end() {
    settled.tryComplete();
  }

  Future<Void> future() {
    return settled.future();
  }

  private void isDone(int id) {
    if (busy.remove(id) != null && busy.isEmpty()) {
      watchdog.whenTold(settled::tryComplete);
    }
  }
}
