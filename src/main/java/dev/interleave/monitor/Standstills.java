package dev.interleave.monitor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When the whole process stood still: while threads of the monitor were due, and none of them ran.
 * One that runs proves that the process does, so a single thread that waits for a processor is no
 * standstill. All times are those of {@link System#nanoTime()}. Any thread may call.
 */
final class Standstills {
  /** On a busy machine threads wait for as long as this; only more is a standstill. */
  static final long LEAST_NANOS = 5_000_000;

  private static final int KEPT = 256;

  private final AtomicLong lastSeen;
  private final Deque<Span> known = new ArrayDeque<>();
  private volatile long lastEnd;

  /** None up to {@code now}. */
  Standstills(long now) {
    lastSeen = new AtomicLong(now);
    lastEnd = now - LEAST_NANOS;
  }

  /** A thread runs at {@code now} that should have done so when it was {@code due}. */
  void seen(long due, long now) {
    long from = Math.max(due, lastSeen.getAndAccumulate(now, Math::max));
    if (now - from >= LEAST_NANOS) {
      add(new Span(from, now));
    }
  }

  /** All that is known by now. */
  Spans all() {
    synchronized (known) {
      return Spans.of(known);
    }
  }

  /** Whether one ended less than so many nanoseconds ago: not every thread may have run since. */
  boolean endedWithin(long nanos, long now) {
    return now - lastEnd < nanos;
  }

  private void add(Span standstill) {
    lastEnd = standstill.to();
    synchronized (known) {
      known.addLast(standstill);
      if (known.size() > KEPT) {
        known.removeFirst();
      }
    }
  }
}
