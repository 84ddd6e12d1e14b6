package dev.interleave.loop;

/**
 * A grid of due times, {@code start + n × interval}, and what a beat makes of it: a late beat does
 * not move the grid, and due times that passed meanwhile are counted, not made up for. All times
 * are nanoseconds of one monotonic clock. Confined to one thread.
 */
final class DueTimes {
  private final long interval;
  private long due;

  /**
   * @param start the first due time
   * @param interval nanoseconds between two due times, at least 1
   */
  DueTimes(long start, long interval) {
    this.interval = interval;
    this.due = start;
  }

  /** Nanoseconds from {@code now} to the next due time; negative once it has passed. */
  long until(long now) {
    return due - now;
  }

  /** A beat for the next due time, made at {@code now}, which is not before it. */
  Beat beat(long now) {
    long late = now - due;
    long missed = late / interval;
    due += (missed + 1) * interval;
    return new Beat(late, missed);
  }

  /**
   * One beat.
   *
   * @param late nanoseconds from its due time to the beat
   * @param missed due times after its own that had passed by then, and get no beat
   */
  record Beat(long late, long missed) {}
}
