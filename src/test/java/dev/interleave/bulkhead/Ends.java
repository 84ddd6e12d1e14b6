package dev.interleave.bulkhead;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for ends, on the thread of a test. */
final class Ends {
  private Ends() {}

  static <T> T valueOf(Call<T> call) {
    return valueOf(call.future());
  }

  static <T> T valueOf(Future<T> future) {
    await(future);
    if (future.failed()) {
      throw new AssertionError(future.cause());
    }
    return future.result();
  }

  static Throwable errorOf(Call<?> call) {
    await(call.future());
    if (call.future().succeeded()) {
      throw new AssertionError("has succeeded");
    }
    return call.future().cause();
  }

  static void awaitAll(Collection<? extends Call<?>> calls) {
    calls.forEach(call -> await(call.future()));
  }

  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("not counted down after 20 s");
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static void await(Future<?> future) {
    if (future.isComplete()) {
      return;
    }
    try {
      future.transform(Future::succeededFuture).await(20, TimeUnit.SECONDS);
    } catch (TimeoutException never) {
      throw new AssertionError("not ended after 20 s", never);
    }
  }
}
