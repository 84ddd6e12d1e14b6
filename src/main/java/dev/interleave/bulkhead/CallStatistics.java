package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * Counts what becomes of a bulkhead's calls, and how long they take. Any thread: a lock of its own
 * costs less than the atomic operations of a concurrent histogram.
 */
final class CallStatistics {
  private static final int DIGITS = 2;
  private static final long LEAST_NANOS = 1_000;
  private static final long MOST_NANOS = Duration.ofHours(24).toNanos();

  private final LongAdder rejected = new LongAdder();
  private final Map<CallState, LongAdder> ends = new EnumMap<>(CallState.class);
  private final Histogram queueWait = times();
  private final Histogram runTime = times();
  private final RunTimes lately = new RunTimes();

  CallStatistics() {
    for (CallState state : CallState.values()) {
      if (state.isFinal() && state != CallState.REJECTED) {
        ends.put(state, new LongAdder());
      }
    }
  }

  void rejected() {
    rejected.increment();
  }

  /** A call that never ran has ended. */
  void endedQueued(CallState state) {
    count(state);
  }

  /** A call that ran has ended. */
  void endedRunning(CallState state, long waitedNanos, long ranNanos) {
    count(state);
    synchronized (this) {
      queueWait.recordValue(Math.clamp(waitedNanos, 0, MOST_NANOS));
      runTime.recordValue(Math.clamp(ranNanos, 0, MOST_NANOS));
      lately.learn(ranNanos);
    }
  }

  long rejectedCount() {
    return rejected.sum();
  }

  /** When one of so many calls side by side may end, as far as can be told. */
  synchronized Duration untilNext(int sideBySide) {
    return lately.untilNext(sideBySide);
  }

  Map<CallState, Long> ends() {
    Map<CallState, Long> sums = new EnumMap<>(CallState.class);
    ends.forEach((state, count) -> sums.put(state, count.sum()));
    return sums;
  }

  synchronized Histogram queueWait() {
    return queueWait.copy();
  }

  synchronized Histogram runTime() {
    return runTime.copy();
  }

  private void count(CallState end) {
    Objects.requireNonNull(ends.get(end)).increment();
  }

  private static Histogram times() {
    return new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
  }
}
