package dev.interleave.monitor;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Takes down samples on the thread that takes them, without waiting, and hands them over to
 * another. What this costs the sampled thread is taken down too.
 */
final class LatenessRecorder {
  private static final long MOST_NANOS = Duration.ofHours(1).toNanos();

  private final long interval;
  private final SingleWriterRecorder taken = new SingleWriterRecorder(Lateness.DIGITS, true);
  private final SingleWriterRecorder missed = new SingleWriterRecorder(Lateness.DIGITS, true);
  private @Nullable Histogram takenRead;
  private @Nullable Histogram missedRead;
  private volatile long costNanos;
  private long costRead;

  /**
   * Nothing yet.
   *
   * @param interval nanoseconds between two due times
   */
  LatenessRecorder(long interval) {
    this.interval = interval;
  }

  /** Takes down a sample; called on the one thread that takes them. */
  void record(DueTimes.Done sample) {
    taken.recordValue(recordable(sample.late()));
    for (long late = sample.late() - interval; late >= 0; late -= interval) {
      missed.recordValue(recordable(late));
    }
  }

  /** Adds to what the measuring has cost the sampled thread so far; called on it. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void addCost(long nanos) {
    costNanos += nanos;
  }

  /** Adds what has been taken down since the last time; called by one thread at a time. */
  void moveTo(Iterable<LatenessSum> sums) {
    takenRead = taken.getIntervalHistogram(takenRead);
    missedRead = missed.getIntervalHistogram(missedRead);
    long cost = costNanos;
    sums.forEach(sum -> sum.add(takenRead, missedRead, cost - costRead));
    costRead = cost;
  }

  /** An hour is the most that is told apart. */
  static long recordable(long nanos) {
    return Math.min(nanos, MOST_NANOS);
  }
}
