package dev.interleave.loop;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Takes down beats on the thread that beats, without waiting, and hands them over to another. What
 * this costs the beating thread is taken down too.
 */
final class LatenessRecorder {
  private final long interval;
  private final SingleWriterRecorder raw = Lateness.recorder();
  private final SingleWriterRecorder corrected = Lateness.recorder();
  private @Nullable Histogram rawRead;
  private @Nullable Histogram correctedRead;
  private volatile long costNanos;

  /**
   * @param interval nanoseconds between two due times
   */
  LatenessRecorder(long interval) {
    this.interval = interval;
  }

  /** Takes down a beat; called on the one thread that beats. */
  void record(DueTimes.Beat beat) {
    raw.recordValue(Lateness.recordable(beat.late()));
    for (long late = beat.late(); late >= 0; late -= interval) {
      corrected.recordValue(Lateness.recordable(late));
    }
  }

  /** Adds to what the measuring has cost the beating thread so far; called on it. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void addCost(long nanos) {
    costNanos += nanos;
  }

  /** Nanoseconds that the measuring has cost the beating thread so far; called on any thread. */
  long costNanos() {
    return costNanos;
  }

  /** What has been taken down since the last time; called on the one thread that reads. */
  void moveTo(Lateness lateness) {
    rawRead = raw.getIntervalHistogram(rawRead);
    correctedRead = corrected.getIntervalHistogram(correctedRead);
    lateness.addRaw(rawRead);
    lateness.addCorrected(correctedRead);
  }
}
