package dev.interleave.bulkhead;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls one after the other on one thread, and holds one permit meanwhile. Runs once, on a
 * thread that a {@link Threads.Launcher} gives it.
 */
final class Worker implements Runnable {
  private final Workforce workforce;
  private final Gate gate;
  private final Time time;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile @Nullable PendingCall<?> current;

  Worker(Workforce workforce, Gate gate, Time time) {
    this.workforce = workforce;
    this.gate = gate;
    this.time = time;
  }

  /** The call that it makes, or has just made; null before the first. Any thread. */
  @Nullable PendingCall<?> current() {
    return current;
  }

  /**
   * Settles that it comes, or that it never does: its launcher may say so twice, as Vert.x does,
   * and the gate counts it once. Any thread.
   *
   * @return false if it was settled before
   */
  boolean settles() {
    return settled.compareAndSet(false, true);
  }

  @Override
  public void run() {
    if (!settles()) {
      return;
    }
    workforce.begins(this);
    long begun = time.nanoTime();
    PendingCall<?> call = gate.next(null, begun);
    while (call != null) {
      current = call;
      workforce.begins(call);
      if (call.state() == CallState.RUNNING) {
        call.run();
      }
      call = leave(call, begun);
    }
    workforce.ends(this);
  }

  /** The call has been made: its permit goes to the next before anybody hears of its end. */
  private @Nullable PendingCall<?> leave(PendingCall<?> call, long begun) {
    long now = time.nanoTime();
    boolean ends = call.comeBack(now);
    @Nullable PendingCall<?> next = null;
    if (workforce.goesOn(now - begun)) {
      next = gate.next(call, now);
    } else {
      gate.end(call);
    }
    if (ends) {
      call.tellEnd();
    } else {
      call.tellRelease();
    }
    return next;
  }
}
