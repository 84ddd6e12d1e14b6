package dev.interleave.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An interval that the median lies in, whatever the distribution: from the r-th smallest of n
 * values to the r-th largest (Conover, <i>Practical Nonparametric Statistics</i>, 3rd ed., 3.2).
 * The trimming r is chosen so that the intervals of values without a difference seldom part, which
 * is exact and needs no resampling: see docs/lab.md.
 *
 * @param low the r-th smallest
 * @param high the r-th largest
 */
public record MedianInterval(Duration low, Duration high) {
  /** How often, at the most, an experiment without any difference may call one. */
  static final double FALSE_CALLS = 0.05;

  /**
   * The interval of some values.
   *
   * @param pairs how many pairs of intervals are compared, at least 1
   * @return empty if the values are too few to tell a difference
   */
  static Optional<MedianInterval> of(List<Duration> values, int pairs) {
    int trimming = trimming(values.size(), pairs);
    if (trimming == 0) {
      return Optional.empty();
    }
    List<Duration> sorted = values.stream().sorted().toList();
    return Optional.of(
        new MedianInterval(sorted.get(trimming - 1), sorted.get(values.size() - trimming)));
  }

  /** Whether no value lies in both. */
  boolean isApartFrom(MedianInterval other) {
    return high.compareTo(other.low) < 0 || other.high.compareTo(low) < 0;
  }

  /** How many values each strategy needs so that a difference can be called. */
  static int needed(int pairs) {
    int values = 1;
    while (trimming(values, pairs) == 0) {
      values++;
    }
    return values;
  }

  /**
   * The largest r for which all pairs together part by chance in at most {@link #FALSE_CALLS} of
   * experiments (Bonferroni's bound); 0 if there is none.
   */
  static int trimming(int values, int pairs) {
    int trimming = 0;
    while (2 * (trimming + 1) <= values + 1
        && pairs * chance(values, trimming + 1) <= FALSE_CALLS) {
      trimming++;
    }
    return trimming;
  }

  /**
   * How probable it is that the intervals of two samples of the same distribution part, on either
   * side. All orders in which the 2n values can come are equally probable. One sample lies below if
   * at most r - 1 values of the other come before its r-th largest.
   */
  static double chance(int values, int trimming) {
    int below = values - trimming + 1;
    double orders = 0;
    for (int others = 0; others < trimming; others++) {
      orders +=
          choose(below - 1 + others, others)
              * choose(values - below + values - others, values - others);
    }
    return Math.min(1, 2 * orders / choose(2 * values, values));
  }

  private static double choose(int from, int some) {
    double ways = 1;
    for (int i = 1; i <= some; i++) {
      ways = ways * (from - some + i) / i;
    }
    return ways;
  }
}
