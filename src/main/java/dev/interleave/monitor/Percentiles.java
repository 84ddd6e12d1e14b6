package dev.interleave.monitor;

import org.HdrHistogram.Histogram;

/**
 * What a distribution comes to, in nanoseconds with three significant digits; all 0 if it is empty.
 *
 * @param count how many values it has
 * @param p50 the median
 * @param p90 nine in ten values are not above it
 * @param p99 ninety-nine in a hundred are not
 * @param p999 nine hundred and ninety-nine in a thousand are not
 * @param max the largest value
 */
public record Percentiles(long count, long p50, long p90, long p99, long p999, long max) {
  /**
   * Reads a histogram.
   *
   * @param histogram of nanoseconds
   * @return what it comes to
   */
  public static Percentiles of(Histogram histogram) {
    return new Percentiles(
        histogram.getTotalCount(),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getMaxValue());
  }

  /**
   * Compares with others, value by value.
   *
   * @param others a control, for one
   * @return what these have more, and never less than 0; the count is these'
   */
  public Percentiles above(Percentiles others) {
    return new Percentiles(
        count,
        Math.max(0, p50 - others.p50),
        Math.max(0, p90 - others.p90),
        Math.max(0, p99 - others.p99),
        Math.max(0, p999 - others.p999),
        Math.max(0, max - others.max));
  }
}
