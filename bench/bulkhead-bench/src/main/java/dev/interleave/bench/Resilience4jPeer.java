package dev.interleave.bench;

import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Resilience4j's counterpart of a bulkhead. Its stages complete on any thread. */
final class Resilience4jPeer {
  private final ThreadPoolBulkhead bulkhead =
      ThreadPoolBulkhead.of(
          "bench",
          ThreadPoolBulkheadConfig.custom()
              .coreThreadPoolSize(Contenders.THREADS)
              .maxThreadPoolSize(Contenders.THREADS)
              .queueCapacity(Contenders.QUEUE)
              .build());
  private final TimeLimiter limiter = TimeLimiter.of(Contenders.CALL_TIMEOUT);
  private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);

  Resilience4jPeer() {
    // Left alone, the timer of every call that has ended would be kept until it goes off.
    timers.setRemoveOnCancelPolicy(true);
  }

  /** With a timeout that counts the wait as well; it has none for the wait alone. */
  CompletionStage<Object> callWithTimeout() {
    return limiter.executeCompletionStage(timers, this::call);
  }

  CompletionStage<Object> call() {
    return bulkhead.submit(Contenders.NO_OP);
  }
}
