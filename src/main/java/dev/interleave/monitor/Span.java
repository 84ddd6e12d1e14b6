package dev.interleave.monitor;

/** A stretch of time, in nanoseconds of {@link System#nanoTime()}. */
record Span(long from, long to) {
  long length() {
    return to - from;
  }

  /** The same, and so much more on both sides. */
  Span widened(long nanos) {
    return new Span(from - nanos, to + nanos);
  }
}
