package dev.interleave.bulkhead;

import io.vertx.core.Context;
import java.time.Duration;

/** The system's clock, and timers of a context. */
final class ContextTime implements Time {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Context context;

  ContextTime(Context context) {
    this.context = context;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    long millis = Math.max(1, Math.ceilDiv(delay.toNanos(), NANOS_PER_MILLI));
    long timer = Contexts.setTimer(context, millis, action);
    return () -> context.owner().cancelTimer(timer);
  }
}
