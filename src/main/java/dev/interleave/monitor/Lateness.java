package dev.interleave.monitor;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * How late samples were, told twice. <em>Raw</em> has a value for each sample that was taken.
 * During a stall none is taken, so raw counts the stall once, however long it was.
 * <em>Corrected</em> has a value for each due time: the samples that a stall swallowed would have
 * been late by what was left of it (coordinated omission, Gil Tene: "How not to measure latency").
 *
 * <p>HdrHistogram's own correction stops at values below one interval; this one goes on to the last
 * due time that passed, so that there is exactly one value for each. Values are nanoseconds with
 * three significant digits. A value: it never changes, and any thread may ask it.
 */
public final class Lateness {
  static final int DIGITS = 3;

  /** Nothing at all. */
  public static final Lateness NONE =
      new Lateness(new PackedHistogram(DIGITS), new PackedHistogram(DIGITS), 0);

  private final Histogram taken;
  private final Histogram missed;
  private final long costNanos;

  Lateness(Histogram taken, Histogram missed, long costNanos) {
    this.taken = taken;
    this.missed = missed;
    this.costNanos = costNanos;
  }

  /** {@return how many samples were taken} */
  public long samples() {
    return taken.getTotalCount();
  }

  /** {@return how many due times passed without a sample of their own} */
  public long missed() {
    return missed.getTotalCount();
  }

  /** {@return a value for each sample that was taken} */
  public Percentiles raw() {
    return Percentiles.of(taken);
  }

  /** {@return a value for each due time} */
  public Percentiles corrected() {
    return Percentiles.of(correctedHistogram());
  }

  /** {@return nanoseconds that taking the samples has cost their thread} */
  public long costNanos() {
    return costNanos;
  }

  /**
   * Adds another.
   *
   * @param other of the same loop, or of another one
   * @return both together
   */
  public Lateness plus(Lateness other) {
    return new Lateness(
        sum(taken, other.taken), sum(missed, other.missed), costNanos + other.costNanos);
  }

  /** {@return a copy of the values that {@link #raw} sums up; nanoseconds} */
  public Histogram rawHistogram() {
    return taken.copy();
  }

  /** {@return a copy of the values that {@link #corrected} sums up; nanoseconds} */
  public Histogram correctedHistogram() {
    return sum(taken, missed);
  }

  private static Histogram sum(Histogram one, AbstractHistogram other) {
    Histogram sum = one.copy();
    sum.add(other);
    return sum;
  }
}
