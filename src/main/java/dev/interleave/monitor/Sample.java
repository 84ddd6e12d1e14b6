package dev.interleave.monitor;

import org.jspecify.annotations.Nullable;

/**
 * A sample that was taken on a loop, and what the watchdog saw of the loop until the next.
 *
 * <p>The loop makes it and never looks at it again but for its times; the watchdog adds the rest.
 */
final class Sample {
  private final long at;
  private final long nextDue;
  private final long computed;
  private volatile @Nullable Stall stall;

  /**
   * A sample.
   *
   * @param at when it was taken, by {@link System#nanoTime()}
   * @param nextDue when the next is to be taken
   * @param computed how long the loop's thread has computed by then
   */
  Sample(long at, long nextDue, long computed) {
    this.at = at;
    this.nextDue = nextDue;
    this.computed = computed;
  }

  long at() {
    return at;
  }

  long computed() {
    return computed;
  }

  /**
   * If the loop has stalled since, it did so from here: what held it up came after this sample, or
   * it would be late, and before the next was due, which it swallowed. The middle is half an
   * interval wrong at most.
   */
  long stalledFrom() {
    return at + accuracy();
  }

  /** How far, either way, {@link #stalledFrom} may be wrong; nanoseconds. */
  long accuracy() {
    return (nextDue - at) / 2;
  }

  /** How much longer than a loop at its ease it takes to the next sample; nanoseconds. */
  long overdue(long now) {
    return now - nextDue;
  }

  /** What the watchdog knows, null if it has not looked. */
  @Nullable Stall stall() {
    return stall;
  }

  void setStall(Stall noticed) {
    stall = noticed;
  }
}
