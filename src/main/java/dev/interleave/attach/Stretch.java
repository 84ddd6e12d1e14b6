package dev.interleave.attach;

import java.time.Duration;

/** For how long something goes on, as somebody sees who looks now and then. Any thread may read. */
final class Stretch {
  /** What is over for so long is no longer told. */
  private static final long TOLD_FOR = Duration.ofMinutes(5).toNanos();

  private boolean goesOn;
  private boolean hasBeen;
  private long since;
  private long longest;
  private long lastSeen;

  /**
   * Somebody has looked.
   *
   * @param now by {@link System#nanoTime()}
   * @param seen whether it goes on
   */
  synchronized void look(long now, boolean seen) {
    if (hasBeen && now - lastSeen > TOLD_FOR) {
      hasBeen = false;
      longest = 0;
    }
    if (seen) {
      since = goesOn ? since : now;
      longest = Math.max(longest, now - since);
      lastSeen = now;
      hasBeen = true;
    }
    goesOn = seen;
  }

  /** {@return how long it was without a break, at most, in the last minutes; 0 if it was not} */
  synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** {@return whether it goes on} */
  synchronized boolean goesOn() {
    return goesOn;
  }
}
