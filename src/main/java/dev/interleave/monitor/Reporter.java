package dev.interleave.monitor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports blocks: decides which are worth it, tells of each when it is noticed and when it is over,
 * and says what it was made of. Confined to the watchdog's thread, but for what says otherwise.
 */
final class Reporter {
  /** There is nothing to tell. */
  static final long NOTHING = Long.MAX_VALUE;

  /** The collector tells of a pause a moment after it. */
  private static final long TO_BE_TOLD = Duration.ofMillis(50).toNanos();

  private static final long TO_BE_TOLD_AT_MOST = Duration.ofSeconds(1).toNanos();
  private static final long LOOK_AGAIN = Duration.ofMillis(10).toNanos();
  private static final int MOST_WAITING = 1000;

  private final long unseen;
  private final Standstills standstills;
  private final GarbagePauses garbage;
  private final InstantSource clock;
  private final Reports reports;
  private final Budget tellings;
  private final Queue<Happened> happened = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Queue<Happened> toTell = new ArrayDeque<>();
  private final AtomicLong untold = new AtomicLong();
  private long numbers;

  private sealed interface Happened {}

  /** A stall that is over, with the samples on both sides of it. */
  private record Ended(LoopSampler loop, Sample before, Sample after) implements Happened {}

  /** Somebody wants to know when all that happened before is told. */
  private record Asked(Runnable answer) implements Happened {}

  /**
   * Has nothing to tell yet.
   *
   * @param reports told of each block
   */
  Reporter(
      MonitorOptions options,
      Standstills standstills,
      GarbagePauses garbage,
      InstantSource clock,
      Reports reports) {
    this.unseen = Watchdog.overdue(options) + 2 * options.interval().toNanos();
    this.standstills = standstills;
    this.garbage = garbage;
    this.clock = clock;
    this.reports = reports;
    this.tellings =
        new Budget(options.reportsPerSecond(), options.blockedAfter().toNanos(), System.nanoTime());
  }

  /** So long after a block its end has been told, if the machine does not stand still meanwhile. */
  static Duration toTell(MonitorOptions options) {
    return Duration.ofNanos(2 * TO_BE_TOLD).plus(options.interval().multipliedBy(2));
  }

  /**
   * The loop goes on after a stall, or after it was looked at. Called on the loop.
   *
   * @return whether it is to be told
   */
  boolean ended(LoopSampler loop, Sample before, Sample after) {
    Ended ended = new Ended(loop, before, after);
    if (before.stall() == null && !isWorthTelling(ended, after.computed() - before.computed())) {
      untold.incrementAndGet();
      return false;
    }
    if (!happened.offer(ended)) {
      Log.warn(
          "listeners hold up the monitor: the end of a block of %s may not be told"
              .formatted(loop.loop()));
    }
    return true;
  }

  /**
   * Calls back once all is told that has ended by now. Any thread.
   *
   * @param answer called on the watchdog's thread, or on this one if it cannot be told; not at all
   *     if the watchdog ends before
   */
  void whenTold(Runnable answer) {
    if (!happened.offer(new Asked(answer))) {
      answer.run();
    }
  }

  /** How many blocks nobody was told of, because there were too many. Any thread. */
  long untold() {
    return untold.get();
  }

  /** Reports a block once it is long enough, and keeps the report up to date while it lasts. */
  void notice(LoopSampler loop, Sample sample, Stall stall) {
    long now = System.nanoTime();
    if (!loop.isLong(sample, now) || loop.last() != sample) {
      return;
    }
    boolean isNew = stall.number() == 0;
    if (isNew ? !tellings.allows(now - sample.stalledFrom(), now) : now < stall.reportAgain()) {
      return;
    }
    Sample soFar = new Sample(now, now, CpuTime.of(loop.thread()));
    if (isNew) {
      tellings.use(now);
      stall.setNumber(++numbers, start(sample));
      reports.tell(report(loop.loop(), sample, stall, soFar, false));
    } else {
      reports.keep(report(loop.loop(), sample, stall, soFar, false));
    }
    stall.setReportAgain(now + (now - sample.stalledFrom()));
  }

  /**
   * Tells those that ended a while ago.
   *
   * @return nanoseconds to the next time, or {@link #NOTHING}
   */
  long tellEnded(long now) {
    moveEnded();
    while (!toTell.isEmpty()) {
      long left = toTell.element() instanceof Ended end ? untilTold(end, now) : 0;
      if (left > 0) {
        return left;
      }
      tell(toTell.remove());
    }
    return NOTHING;
  }

  /** Makes a report that nobody is told of. */
  void rehearse(Stall stall) {
    long now = System.nanoTime();
    Sample before = new Sample(now - TO_BE_TOLD, now, 0);
    report(new Loop(0, "", 0), before, stall, new Sample(now, now, 0), true);
  }

  /** Tells all that has ended, at once. */
  void tellAll() {
    moveEnded();
    toTell.forEach(this::tell);
  }

  private long untilTold(Ended end, long now) {
    long since = now - end.after().at();
    if (since < TO_BE_TOLD) {
      return TO_BE_TOLD - since;
    }
    return since < TO_BE_TOLD_AT_MOST && !garbage.areAllKnown() ? LOOK_AGAIN : 0;
  }

  private void moveEnded() {
    for (Happened next = happened.poll(); next != null; next = happened.poll()) {
      if (!(next instanceof Ended end) || isToTell(end)) {
        toTell.add(next);
      }
    }
  }

  private void tell(Happened next) {
    switch (next) {
      case Ended over -> tellEnd(over);
      case Asked asked -> asked.answer().run();
    }
  }

  /** What was looked at and is not long is told only if it has been noticed before. */
  private static boolean isToTell(Ended end) {
    Stall looked = end.before().stall();
    return end.loop().isLong(end.before(), end.after().at())
        || (looked != null && looked.number() != 0);
  }

  private void tellEnd(Ended end) {
    Stall looked = end.before().stall();
    Stall stall = looked == null ? Stall.unseen() : looked;
    if (stall.number() == 0) {
      if (!isWorthTelling(end, own(end, stall))) {
        untold.incrementAndGet();
        return;
      }
      tellings.use(System.nanoTime());
      stall.setNumber(++numbers, start(end.before()));
    }
    reports.tell(report(end.loop().loop(), end.before(), stall, end.after(), true));
  }

  /** A loop that was not seen to do anything has waited for a processor while it had none. */
  private static long own(Ended end, Stall stall) {
    return stall.showsACall() ? length(end) : end.after().computed() - end.before().computed();
  }

  private boolean isWorthTelling(Ended end, long own) {
    return length(end) >= Budget.VERY_LONG || tellings.isWorthIt(own, System.nanoTime());
  }

  private static long length(Ended end) {
    return end.after().at() - end.before().stalledFrom();
  }

  private Instant start(Sample sample) {
    return clock.instant().minusNanos(System.nanoTime() - sample.stalledFrom());
  }

  private BlockedReport report(Loop loop, Sample before, Stall stall, Sample after, boolean over) {
    Span span = new Span(before.stalledFrom(), after.at());
    Attribution attribution =
        new Attribution(
            span,
            garbage.all(),
            standstills.all(),
            garbage.areAllKnown(),
            stall.stacks(),
            Math.max(unseen, stall.reach()),
            standstills.delays(),
            stall.delayed(),
            after.computed() - before.computed());
    BlockedReport.Parts parts = attribution.parts();
    return new BlockedReport(
        stall.number(),
        loop,
        stall.start(),
        Duration.ofNanos(before.accuracy()),
        Duration.ofNanos(span.length()),
        over,
        parts,
        attribution.own(parts),
        attribution.stood(),
        Stacks.summary(span.from(), stall.stacks()));
  }
}
