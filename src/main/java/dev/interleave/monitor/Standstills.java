package dev.interleave.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * When the whole process stood still: while a thread of the monitor was due, and none of them ran.
 * One that runs proves that the process does, so a single thread that waits for a processor is no
 * standstill. All times are those of {@link System#nanoTime()}. Any thread may call.
 */
final class Standstills {
  /** On a busy machine threads wait for as long as this; only more is a standstill. */
  static final long LEAST_NANOS = 5_000_000;

  /** A thread that wakes up takes some time of less than this on an idle machine, too. */
  private static final long LEAST_DELAY_NANOS = 500_000;

  private static final int KEPT = 256;

  /** So many gaps later, every thread that was due has run. */
  private static final int OPEN = 16;

  private final List<Gap> open = new ArrayList<>(OPEN);
  private final Deque<Span> known = new ArrayDeque<>();
  private final Deque<Span> delays = new ArrayDeque<>();
  private long lastSeen;

  /**
   * Between two times that a thread was seen to run, no other was.
   *
   * @param due from when on one should have run, its end if none should; whichever thread runs
   *     first need not be the one that was due first
   */
  private record Gap(Span span, long due) {
    /** The same, if a thread that was due then has run at {@code now}. */
    Gap seen(long another, long now) {
      return now < span.to() || another >= due
          ? this
          : new Gap(span, Math.max(span.from(), another));
    }

    Span standstill() {
      return new Span(due, span.to());
    }

    boolean isStandstill() {
      return standstill().length() >= LEAST_NANOS;
    }
  }

  /** None up to {@code now}. */
  Standstills(long now) {
    lastSeen = now;
  }

  /** A thread runs at {@code now}; it may have had something else to do before. */
  void runs(long now) {
    seen(now, now);
  }

  /** A thread that does nothing but sleep runs at {@code now}, and was due before, or then. */
  synchronized void seen(long due, long now) {
    if (now - lastSeen >= LEAST_NANOS) {
      add(new Gap(new Span(lastSeen, now), now));
    }
    if (now - due >= LEAST_DELAY_NANOS) {
      delays.addLast(new Span(due, now));
      if (delays.size() > KEPT) {
        delays.removeFirst();
      }
    }
    lastSeen = Math.max(lastSeen, now);
    open.replaceAll(gap -> gap.seen(due, now));
  }

  /** All that is known by now. */
  synchronized Spans all() {
    List<Span> all = new ArrayList<>(known);
    open.stream().filter(Gap::isStandstill).map(Gap::standstill).forEach(all::add);
    return Spans.of(all);
  }

  /** When a thread that was due had to wait, alone or with the others; the last of them. */
  synchronized List<Span> delays() {
    return List.copyOf(delays);
  }

  /** Whether one ended less than so many nanoseconds ago: not every thread may have run since. */
  synchronized boolean endedWithin(long nanos, long now) {
    return open.stream().anyMatch(gap -> gap.isStandstill() && now - gap.span().to() < nanos);
  }

  private void add(Gap gap) {
    open.add(gap);
    if (open.size() > OPEN) {
      Gap oldest = open.removeFirst();
      if (oldest.isStandstill()) {
        known.addLast(oldest.standstill());
      }
    }
    if (known.size() > KEPT) {
      known.removeFirst();
    }
  }
}
