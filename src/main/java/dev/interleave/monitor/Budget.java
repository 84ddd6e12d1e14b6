package dev.interleave.monitor;

import java.time.Duration;

/**
 * How often the watchdog may do something that costs processor time. On a saturated machine every
 * loop is late all the time; to look at each block there would make the loops later still. What is
 * not used within {@link #BURST} is lost. The less is left, the longer a block must be to be worth
 * it, so that many short ones never hide a long one. A very long one is always allowed: it is
 * dearer than the look.
 */
final class Budget {
  static final long BURST = Duration.ofSeconds(5).toNanos();

  /** What is as long is always allowed, and there are a few of them a second at most. */
  static final long VERY_LONG = Duration.ofMillis(300).toNanos();

  /** What the shortest blocks leave to longer ones. */
  private static final double MOST_TO_BE_LEFT = 0.7;

  private static final double SECOND = 1e9;

  private final double each;
  private final double blockedAfter;
  private volatile long usedUpTo;

  /**
   * Nothing is used yet.
   *
   * @param perSecond how often it may be used, over a long time
   * @param blockedAfter nanoseconds from which a block is one
   * @param now by {@link System#nanoTime()}
   */
  Budget(double perSecond, long blockedAfter, long now) {
    this.each = SECOND / perSecond;
    this.blockedAfter = (double) blockedAfter;
    this.usedUpTo = now;
  }

  /** Whether to use it for a block that is so many nanoseconds long by now. Any thread. */
  boolean allows(long length, long now) {
    return length >= VERY_LONG || isWorthIt(length, now);
  }

  /** Whether so long a block is worth what is left. Any thread. */
  boolean isWorthIt(long length, long now) {
    double left = 1 - Math.max(0, usedUpTo - now) / (double) BURST;
    return left >= Math.min(MOST_TO_BE_LEFT, blockedAfter / Math.max(1, length));
  }

  /** It has been used. Called by the watchdog alone. */
  void use(long now) {
    usedUpTo = Math.min(now + BURST, Math.max(now, usedUpTo) + (long) each);
  }
}
