package dev.interleave.monitor;

/**
 * A grid of due times, {@code start + n × interval}, and what came of each: to be late does not
 * move the grid, and due times that passed meanwhile are counted, not made up for. All times are
 * nanoseconds of one monotonic clock. Confined to one thread.
 */
public final class DueTimes {
  private final long interval;
  private long due;

  /**
   * A grid.
   *
   * @param start the first due time
   * @param interval nanoseconds between two due times, at least 1
   */
  public DueTimes(long start, long interval) {
    this.interval = interval;
    this.due = start;
  }

  /**
   * How long it is until the next due time.
   *
   * @param now by the clock that the due times go by
   * @return nanoseconds; negative once it has passed
   */
  public long until(long now) {
    return due - now;
  }

  /**
   * What was due next is done.
   *
   * @param now not before it was due
   * @return how late that is, and what was missed
   */
  public Done done(long now) {
    long late = now - due;
    long missed = late / interval;
    due += (missed + 1) * interval;
    return new Done(late, missed);
  }

  /**
   * What was due at one time.
   *
   * @param late nanoseconds from its due time
   * @param missed due times after its own that had passed by then, and get nothing
   */
  public record Done(long late, long missed) {}
}
