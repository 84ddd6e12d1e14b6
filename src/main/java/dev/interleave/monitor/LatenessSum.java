package dev.interleave.monitor;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/** Lateness that is being added up. Used by one thread at a time. */
final class LatenessSum {
  private final Histogram taken = new PackedHistogram(Lateness.DIGITS);
  private final Histogram missed = new PackedHistogram(Lateness.DIGITS);
  private long costNanos;

  void add(AbstractHistogram moreTaken, AbstractHistogram moreMissed, long moreCost) {
    taken.add(moreTaken);
    missed.add(moreMissed);
    costNanos += moreCost;
  }

  Lateness lateness() {
    return new Lateness(taken.copy(), missed.copy(), costNanos);
  }

  void clear() {
    taken.reset();
    missed.reset();
    costNanos = 0;
  }
}
