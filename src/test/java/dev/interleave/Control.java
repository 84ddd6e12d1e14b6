package dev.interleave;

/**
 * A thread that does nothing but sleep a millisecond again and again, and notes the longest time
 * that this took: what the machine itself, or a collection of garbage, adds to any time that is
 * measured meanwhile.
 */
class Control implements AutoCloseable {
  private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);
  private volatile long longestNanos;

  /** The longest standstill so far, in whole milliseconds. */
  public long longestMs() {
    return longestNanos / 1_000_000;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      long before = System.nanoTime();
      while (true) {
        Thread.sleep(1);
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - before);
        before = now;
      }
    } catch (InterruptedException over) {
      // which ends it
    }
  }
}
