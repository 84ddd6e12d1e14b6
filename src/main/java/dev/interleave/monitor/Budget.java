package dev.interleave.monitor;

import java.time.Duration;

/**
 * How much processor time the watchdog may use. On a saturated machine every loop is late all the
 * time; to look at each block there would make the loops later still. What is not used is saved for
 * a burst. The less is left, the longer a block must be to be worth it, so that many short ones
 * never hide a long one.
 */
final class Budget {
  static final long BURST = Duration.ofMillis(200).toNanos();

  private static final double UNBOUNDED = 1;
  private static final double MOST_TO_BE_LEFT = 0.5;

  private final double share;
  private final long blockedAfter;
  private long settled;
  private volatile double left = BURST;

  /**
   * Nothing is used yet.
   *
   * @param share of one processor's time, over a long time; 1 is no bound
   * @param blockedAfter nanoseconds from which a block is one
   * @param now by {@link System#nanoTime()}
   */
  Budget(double share, long blockedAfter, long now) {
    this.share = share;
    this.blockedAfter = blockedAfter;
    this.settled = now;
  }

  /** Whether a block that is so many nanoseconds long by now is worth what is left. Any thread. */
  boolean allows(long length) {
    double least = Math.min(MOST_TO_BE_LEFT, (double) blockedAfter / Math.max(1, length));
    return share >= UNBOUNDED || left >= BURST * least;
  }

  /**
   * So much has been used since the last time. Called by the watchdog alone.
   *
   * @param used nanoseconds of a processor; 0 where the JVM does not know, and there is no bound
   *     then
   */
  void settle(long now, long used) {
    double saved = left + share * (double) (now - settled) - (double) used;
    left = Math.min((double) BURST, saved);
    settled = now;
  }
}
