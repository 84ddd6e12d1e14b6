package dev.interleave.bulkhead;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls one after the other on one thread, and holds one permit meanwhile. Runs once, on a
 * thread that a {@link Threads.Launcher} gives it.
 */
final class Worker implements Runnable {
  /** A worker that goes on for longer looks like a blocked thread to Vert.x. */
  private static final long LONGEST_WORK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Bulkhead bulkhead;
  private volatile @Nullable PendingCall<?> current;

  Worker(Bulkhead bulkhead) {
    this.bulkhead = bulkhead;
  }

  /** The call that it is making, or has just made; null before the first. Any thread. */
  @Nullable PendingCall<?> current() {
    return current;
  }

  @Override
  public void run() {
    bulkhead.workerBegins(this);
    long begun = bulkhead.time().nanoTime();
    PendingCall<?> call = bulkhead.gate().next(null, begun);
    while (call != null) {
      current = call;
      bulkhead.begins(call);
      if (call.state() == CallState.RUNNING) {
        call.run();
      }
      call = leave(call, begun);
    }
    bulkhead.workerEnds(this);
  }

  /** The call has been made: the permit is free, or the next call's, before anybody hears of it. */
  private @Nullable PendingCall<?> leave(PendingCall<?> call, long begun) {
    long now = bulkhead.time().nanoTime();
    boolean ends = call.comeBack(now);
    if (!ends) {
      bulkhead.cameBack();
    }
    PendingCall<?> next = null;
    if (bulkhead.reusesThreads() && now - begun < LONGEST_WORK_NANOS) {
      next = bulkhead.gate().next(call, now);
    } else {
      bulkhead.gate().end(call);
    }
    if (ends) {
      bulkhead.ended(call);
      call.tellEnd();
    } else {
      call.tellRelease();
    }
    return next;
  }
}
