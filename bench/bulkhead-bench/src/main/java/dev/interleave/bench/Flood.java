package dev.interleave.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Keeps {@link Effort#IN_FLIGHT} calls in flight for a while. Confined to the loop.
 *
 * <p>What has ended is made up for by one task for all that ended until it runs. To make the next
 * call where one ends would be no application's way, and a future that is complete already would
 * let the stack grow with every call.
 */
final class Flood {
  private final Context loop;
  private final Supplier<Future<?>> call;
  private final Promise<Double> callsPerSecond = Promise.promise();
  private final Thread thread = Thread.currentThread();
  private final long start = System.nanoTime();
  private final long end;
  private int inFlight;
  private long done;
  private boolean refills;

  private Flood(Context loop, Supplier<Future<?>> call, double seconds) {
    this.loop = loop;
    this.call = call;
    this.end = start + (long) (seconds * 1e9);
  }

  /** Any thread but the loop's; waits for the end. */
  static double callsPerSecond(Context loop, Supplier<Future<?>> call, double seconds)
      throws Exception {
    return Loops.await(
        loop,
        () -> {
          Flood flood = new Flood(loop, call, seconds);
          flood.refill();
          return flood.callsPerSecond.future();
        });
  }

  private void refill() {
    refills = true;
    while (inFlight < Effort.IN_FLIGHT && System.nanoTime() - end < 0) {
      inFlight++;
      call.get().onComplete(this::ended);
    }
    refills = false;
    if (inFlight == 0) {
      callsPerSecond.tryComplete(done * 1e9 / (System.nanoTime() - start));
    }
  }

  private void ended(AsyncResult<?> result) {
    if (result.failed() || Thread.currentThread() != thread) {
      callsPerSecond.tryFail(
          new IllegalStateException("failed, or ended off the loop", result.cause()));
      return;
    }
    inFlight--;
    done++;
    if (!refills) {
      refills = true;
      loop.runOnContext(v -> refill());
    }
  }
}
