package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of a bulkhead's calls, and how long they take. Any thread. */
final class CallStatistics {
  private static final int DIGITS = 2;
  private static final long LEAST_NANOS = 1_000;
  private static final long MOST_NANOS = Duration.ofHours(24).toNanos();

  private final LongAdder rejected = new LongAdder();
  private final Map<CallState, LongAdder> ends = new EnumMap<>(CallState.class);
  private final Times queueWait = new Times();
  private final Times runTime = new Times();

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
    queueWait.record(waitedNanos);
    runTime.record(ranNanos);
  }

  long rejectedCount() {
    return rejected.sum();
  }

  Map<CallState, Long> ends() {
    Map<CallState, Long> sums = new EnumMap<>(CallState.class);
    ends.forEach((state, count) -> sums.put(state, count.sum()));
    return sums;
  }

  Histogram queueWait() {
    return queueWait.total();
  }

  Histogram runTime() {
    return runTime.total();
  }

  private void count(CallState end) {
    Objects.requireNonNull(ends.get(end)).increment();
  }

  private static final class Times {
    private final Recorder recorder = new Recorder(LEAST_NANOS, MOST_NANOS, DIGITS);
    private final Histogram total = new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS);
    private @Nullable Histogram fresh;

    void record(long nanos) {
      recorder.recordValue(Math.clamp(nanos, 0, MOST_NANOS));
    }

    synchronized Histogram total() {
      fresh = recorder.getIntervalHistogram(fresh);
      total.add(fresh);
      return total.copy();
    }
  }
}
