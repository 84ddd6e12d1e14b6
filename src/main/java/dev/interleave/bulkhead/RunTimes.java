package dev.interleave.bulkhead;

import java.time.Duration;

/**
 * How long calls have run lately, as an exponentially weighted mean; good enough to tell a rejected
 * caller when to come back. Not thread-safe.
 */
final class RunTimes {
  private static final double WEIGHT_OF_THE_LAST = 0.2;
  private static final int MOST_SECONDS = 60;

  private double meanNanos;

  void learn(long nanos) {
    double mean = meanNanos;
    meanNanos = mean == 0 ? nanos : mean + WEIGHT_OF_THE_LAST * (nanos - mean);
  }

  /** When one of so many calls side by side may end: whole seconds, from 1 to 60. */
  Duration untilNext(int sideBySide) {
    long seconds = (long) Math.ceil(meanNanos / sideBySide / 1e9);
    return Duration.ofSeconds(Math.clamp(seconds, 1, MOST_SECONDS));
  }
}
