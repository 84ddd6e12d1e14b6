package dev.interleave.monitor;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How to watch. A value: each {@code with} method gives another.
 *
 * @param interval between two samples of a loop, from 1 ms to 1 s. The length of a block is known
 *     to half of it. A loop that has nothing to do wakes up for each sample
 * @param blockedAfter what lasts longer is reported as a block, if it is longer than the interval
 *     as well; from 1 ms to 1 h
 * @param reportsKept how many reports of blocked loops are kept, from 0 to 10,000
 * @param boundary true for a stack frame that, like all that called it, is of no interest in a
 *     report: the application's own way of calling what may block. The innermost such frame counts.
 *     Called on the monitor's thread
 * @param reportsPerSecond how many blocks are reported, over a long time; from 1 to {@link
 *     #EVERY_BLOCK}. The reports of five seconds may come in a burst. On a saturated machine there
 *     are more blocks than that, and to look at each would make the loops later still. So the short
 *     ones are counted alone, by {@link LoopMonitor#untold}: the fewer reports are left, the longer
 *     a block must be. One of 300 ms is always reported. How late loops are is measured as ever
 */
public record MonitorOptions(
    Duration interval,
    Duration blockedAfter,
    int reportsKept,
    Predicate<StackTraceElement> boundary,
    int reportsPerSecond) {
  /** So many reports a second that every block is reported. */
  public static final int EVERY_BLOCK = 1_000_000;

  private static final Duration LEAST_INTERVAL = Duration.ofMillis(1);
  private static final Duration MOST_INTERVAL = Duration.ofSeconds(1);
  private static final Duration MOST_BLOCKED_AFTER = Duration.ofHours(1);
  private static final int MOST_KEPT = 10_000;

  /**
   * A sample every 2 ms, a report of what lasts longer than 3 ms, the last 100 reports, no
   * boundary, 5 reports a second. A stall of 5 ms is noticed for sure then, and its length is known
   * to 1 ms.
   *
   * <p>A finer interval costs more, a coarser one misses such stalls. A loop that has nothing to do
   * pays most, because it wakes up for each sample; {@code bench/sampler} measures it.
   */
  public static final MonitorOptions DEFAULT =
      new MonitorOptions(Duration.ofMillis(2), Duration.ofMillis(3), 100, frame -> false, 5);

  /**
   * These.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public MonitorOptions {
    require("interval", interval, LEAST_INTERVAL, MOST_INTERVAL);
    require("blockedAfter", blockedAfter, LEAST_INTERVAL, MOST_BLOCKED_AFTER);
    if (reportsKept < 0 || reportsKept > MOST_KEPT) {
      throw new IllegalArgumentException(
          "reportsKept: %d; allowed: 0 to %d".formatted(reportsKept, MOST_KEPT));
    }
    if (reportsPerSecond < 1 || reportsPerSecond > EVERY_BLOCK) {
      throw new IllegalArgumentException(
          "reportsPerSecond: %d; allowed: 1 to %d".formatted(reportsPerSecond, EVERY_BLOCK));
    }
  }

  /**
   * The same with another interval.
   *
   * @param another from 1 ms to 1 s
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of bounds
   */
  public MonitorOptions withInterval(Duration another) {
    return new MonitorOptions(another, blockedAfter, reportsKept, boundary, reportsPerSecond);
  }

  /**
   * The same with another length from which a block is reported.
   *
   * @param another from the interval to 1 h
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of bounds
   */
  public MonitorOptions withBlockedAfter(Duration another) {
    return new MonitorOptions(interval, another, reportsKept, boundary, reportsPerSecond);
  }

  /**
   * The same with another number of reports that are kept.
   *
   * @param another from 0 to 10,000
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of bounds
   */
  public MonitorOptions withReportsKept(int another) {
    return new MonitorOptions(interval, blockedAfter, another, boundary, reportsPerSecond);
  }

  /**
   * The same with another boundary.
   *
   * @param another true for a stack frame that is of no interest, like all that called it
   * @return a changed copy
   */
  public MonitorOptions withBoundary(Predicate<StackTraceElement> another) {
    return new MonitorOptions(interval, blockedAfter, reportsKept, another, reportsPerSecond);
  }

  /**
   * The same with another number of reports a second.
   *
   * @param another from 1 to {@link #EVERY_BLOCK}
   * @return a changed copy
   * @throws IllegalArgumentException if it is out of bounds
   */
  public MonitorOptions withReportsPerSecond(int another) {
    return new MonitorOptions(interval, blockedAfter, reportsKept, boundary, another);
  }

  private static void require(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s: %s; allowed: %s to %s".formatted(name, value, least, most));
    }
  }
}
