package dev.interleave.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A figure of which each run has a value.
 *
 * @param median the middle one, or halfway between the two in the middle
 * @param interval empty if the runs are too few to call a difference
 */
public record Spread(
    Duration median, Duration min, Duration max, Optional<MedianInterval> interval) {

  /**
   * @param values at least one
   * @param pairs how many pairs of strategies are compared, at least 1
   */
  static Spread of(List<Duration> values, int pairs) {
    List<Duration> sorted = values.stream().sorted().toList();
    Duration lower = sorted.get((sorted.size() - 1) / 2);
    Duration upper = sorted.get(sorted.size() / 2);
    return new Spread(
        lower.plus(upper).dividedBy(2),
        sorted.getFirst(),
        sorted.getLast(),
        MedianInterval.of(values, pairs));
  }

  /** Whether both have an interval, and these do not meet. */
  boolean differsFrom(Spread other) {
    return interval.isPresent()
        && other.interval.isPresent()
        && interval.get().isApartFrom(other.interval.get());
  }
}
