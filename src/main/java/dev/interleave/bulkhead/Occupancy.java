package dev.interleave.bulkhead;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many calls of one kind are in the bulkhead: those that have come, less those that have left.
 * The two are counted apart, because a counter that one processor raises and another one lowers
 * travels between them with each call.
 */
final class Occupancy {
  /** No two of these are in the same line of a processor's cache, which has 64 or 128 bytes. */
  private static final int CAME = 0;

  private static final int LEFT = 16;
  private static final int LEFT_AT_LEAST = 32;

  private final AtomicLongArray counts = new AtomicLongArray(LEFT_AT_LEAST + 1);

  /**
   * One more comes, if fewer than {@code room} are in. Any thread.
   *
   * @return false if there is no room for it
   */
  boolean comes(int room) {
    long came;
    do {
      came = counts.get(CAME);
      if (came - counts.get(LEFT_AT_LEAST) >= room) {
        // Only who finds no room has to look how many have left since somebody looked last.
        long left = counts.get(LEFT);
        if (came - left >= room) {
          return false;
        }
        counts.set(LEFT_AT_LEAST, left);
      }
    } while (!counts.compareAndSet(CAME, came, came + 1));
    return true;
  }

  /** The one that came last on this thread has not come after all. */
  void takesBack() {
    counts.decrementAndGet(CAME);
  }

  /** One has left. One thread at a time, under a lock of the caller's. */
  void leaves() {
    counts.setRelease(LEFT, counts.getPlain(LEFT) + 1);
  }

  /** How many have come since the start. */
  long came() {
    return counts.get(CAME);
  }

  /** How many are in. May be too high while others leave, never too low. */
  long now() {
    long left = counts.get(LEFT);
    return counts.get(CAME) - left;
  }
}
