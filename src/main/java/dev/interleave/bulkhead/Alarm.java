package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * One timer for all calls that share a timeout, instead of one for each. It is set when the first
 * call needs it; when it goes off, whoever watches the calls says when the next is due.
 *
 * <p>While it is set, every later call is due after it goes off, because all have the same timeout.
 */
final class Alarm {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  /** It goes off at most so many times for each timeout: ends within a thousandth go together. */
  private static final long TIMES_FOR_EACH_TIMEOUT = 1000;

  private final Time time;
  private final long timeout;
  private final LongSupplier look;
  private final AtomicBoolean set = new AtomicBoolean();
  private volatile Runnable stops = () -> {};

  /**
   * @param look stops what is overdue, and says how many nanoseconds are left for the next, or
   *     {@link #NEVER}
   */
  Alarm(Time time, Duration timeout, LongSupplier look) {
    this.time = time;
    this.timeout = timeout.toNanos();
    this.look = look;
  }

  /** A call has begun to wait, or to run. Any thread. */
  void need() {
    if (!set.get() && set.compareAndSet(false, true)) {
      set(timeout);
    }
  }

  /** Ends it. Any thread. */
  void stop() {
    stops.run();
  }

  private void set(long nanos) {
    stops = time.after(Duration.ofNanos(nanos), this::goesOff);
  }

  private void goesOff() {
    long left = look.getAsLong();
    if (left == NEVER) {
      set.set(false);
      // A call may have come in between, and have seen that the alarm was set.
      left = look.getAsLong();
      if (left == NEVER || !set.compareAndSet(false, true)) {
        return;
      }
    }
    set(Math.max(left, timeout / TIMES_FOR_EACH_TIMEOUT));
  }
}
