package dev.interleave.loop;

/** A stretch of time, in nanoseconds of {@link System#nanoTime()}. */
record Span(long from, long to) {
  /** How many of its nanoseconds lie between two times. */
  long within(long start, long end) {
    return Math.max(0, Math.min(to, end) - Math.max(from, start));
  }
}
