package dev.interleave.bench;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.function.Supplier;

/** Makes one call after the other. Confined to the loop. */
final class Serial {
  private final Context loop;
  private final Supplier<Future<?>> call;
  private final long[] nanos;
  private final Promise<Double> p50Micros = Promise.promise();
  private int made;
  private long start;

  private Serial(Context loop, Supplier<Future<?>> call, int calls) {
    this.loop = loop;
    this.call = call;
    this.nanos = new long[calls];
  }

  /** Any thread but the loop's; waits for the end. */
  static double p50Micros(Context loop, Supplier<Future<?>> call, int calls) throws Exception {
    return Loops.await(
        loop,
        () -> {
          Serial serial = new Serial(loop, call, calls);
          serial.next();
          return serial.p50Micros.future();
        });
  }

  private void next() {
    if (made == nanos.length) {
      Arrays.sort(nanos);
      p50Micros.complete(nanos[nanos.length / 2] / 1e3);
      return;
    }
    start = System.nanoTime();
    call.get().onComplete(this::ended);
  }

  private void ended(AsyncResult<?> result) {
    nanos[made++] = System.nanoTime() - start;
    if (result.failed()) {
      p50Micros.fail(result.cause());
    } else {
      loop.runOnContext(v -> next());
    }
  }
}
