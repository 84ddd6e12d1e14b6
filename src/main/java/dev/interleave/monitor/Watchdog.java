package dev.interleave.monitor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees when a loop is blocked, and by what. It sleeps until the control finds a loop overdue; then
 * it takes the loop's stack again and again, until the loop goes on.
 *
 * <p>A pause of the whole process stops the watchdog too. It notices, and leaves the loops time to
 * go on before it judges.
 */
final class Watchdog {
  /** Timers of Java's own selectors are late by up to a millisecond, which is no stall. */
  private static final long LEAST_OVERDUE = 1_000_000;

  /** So many stacks for each block that is told. */
  private static final double LOOKS = 3;

  private static final int STACKS_FROM = 10;
  private static final int STACKS_IN = 50;
  private static final long LEAST_PERIOD = 1_000_000;

  /** The collector tells of a pause a moment after it. */
  private static final long TO_BE_TOLD = Duration.ofMillis(50).toNanos();

  private static final long TO_BE_TOLD_AT_MOST = Duration.ofSeconds(1).toNanos();
  private static final long LOOK_AGAIN = Duration.ofMillis(10).toNanos();
  private static final long FOREVER = Long.MAX_VALUE;
  private static final int MOST_WAITING = 1000;

  private final Collection<LoopSampler> loops;
  private final long overdue;
  private final long period;
  private final long unseen;
  private final Standstills standstills;
  private final GarbagePauses garbage;
  private final Frames frames;
  private final InstantSource clock;
  private final Reports reports;
  private final Budget looks;
  private final Budget tellings;
  private final Queue<Happened> happened = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Queue<Happened> toTell = new ArrayDeque<>();
  private final AtomicLong untold = new AtomicLong();
  private final Thread thread;
  private final Promise<Void> end = Promise.promise();
  private volatile boolean stopped;
  private long numbers;

  private sealed interface Happened {}

  /** A stall that is over, with the samples on both sides of it. */
  private record Ended(LoopSampler loop, Sample before, Sample after) implements Happened {}

  /** Somebody wants to know when all that happened before is told. */
  private record Asked(Runnable answer) implements Happened {}

  /**
   * Not started yet.
   *
   * @param reports told of each block, on the watchdog's thread
   */
  Watchdog(
      Collection<LoopSampler> loops,
      MonitorOptions options,
      Standstills standstills,
      GarbagePauses garbage,
      InstantSource clock,
      Reports reports) {
    long blockedAfter = options.blockedAfter().toNanos();
    this.loops = loops;
    this.overdue =
        Math.max(
            LEAST_OVERDUE, Math.max(options.interval().toNanos() / 2, blockedAfter / STACKS_FROM));
    this.period = Math.max(LEAST_PERIOD, blockedAfter / STACKS_IN);
    this.unseen = overdue + 2 * options.interval().toNanos();
    this.standstills = standstills;
    this.garbage = garbage;
    this.frames = new Frames(options.boundary());
    this.clock = clock;
    this.reports = reports;
    long now = System.nanoTime();
    this.looks = new Budget(LOOKS * options.reportsPerSecond(), blockedAfter, now);
    this.tellings = new Budget(options.reportsPerSecond(), blockedAfter, now);
    this.thread = Thread.ofPlatform().name("loop-monitor").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends it; what has ended until now is told at once. Any thread. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  /** So long after a block its end has been told, if the machine does not stand still meanwhile. */
  static Duration toTell(MonitorOptions options) {
    return Duration.ofNanos(2 * TO_BE_TOLD).plus(options.interval().multipliedBy(2));
  }

  /** Wakes it if a loop is overdue that it does not watch yet. Called by the control. */
  void look(long now) {
    for (LoopSampler loop : loops) {
      Sample sample = loop.last();
      if (isToLookAt(loop, sample, now) && sample.stall() == null) {
        LockSupport.unpark(thread);
        return;
      }
    }
  }

  /** The loop goes on after a stall, or after it was looked at. Called on the loop. */
  void ended(LoopSampler loop, Sample before, Sample after) {
    Ended ended = new Ended(loop, before, after);
    if (before.stall() == null && !isWorthTelling(ended, after.computed() - before.computed())) {
      untold.incrementAndGet();
      return;
    }
    if (!happened.offer(ended)) {
      Log.warn(
          "listeners hold up the monitor: the end of a block of %s may not be told"
              .formatted(loop.loop()));
    }
    LockSupport.unpark(thread);
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
    LockSupport.unpark(thread);
  }

  /** How many blocks nobody was told of, because there were too many. Any thread. */
  long untold() {
    return untold.get();
  }

  /** Completes on its thread when it has ended, and has told all that had. */
  Future<Void> end() {
    return end.future();
  }

  /** Until it is stopped, on its own thread. */
  void run() {
    while (!stopped) {
      long now = System.nanoTime();
      sleep(Math.min(watch(now), tellEnded(now)));
    }
    moveEnded();
    toTell.forEach(this::tell);
    end.tryComplete();
  }

  private void sleep(long pause) {
    if (pause == FOREVER) {
      LockSupport.park(this);
    } else {
      long due = System.nanoTime() + pause;
      LockSupport.parkNanos(this, pause);
      long now = System.nanoTime();
      standstills.seen(Math.min(due, now), now);
    }
  }

  /**
   * Looks at each loop.
   *
   * @return nanoseconds to the next look
   */
  private long watch(long now) {
    if (standstills.endedWithin(LEAST_PERIOD, now)) {
      return LEAST_PERIOD;
    }
    long pause = FOREVER;
    for (LoopSampler loop : loops) {
      Sample sample = loop.last();
      if (isToLookAt(loop, sample, now)) {
        Stall stall = stall(loop, sample, now);
        if (stall.isStackDue(now)) {
          takeStack(loop, sample, stall);
        }
        notice(loop, sample, stall);
        pause = Math.min(pause, stall.untilNextStack(System.nanoTime()));
      }
    }
    return pause;
  }

  private boolean isToLookAt(LoopSampler loop, Sample sample, long now) {
    return sample.overdue(now) > overdue
        && !loop.isOver()
        && (sample.stall() != null || looks.allows(now - sample.stalledFrom(), now));
  }

  private Stall stall(LoopSampler loop, Sample sample, long now) {
    Stall known = sample.stall();
    if (known != null) {
      return known;
    }
    Stall stall = new Stall(period, now);
    stall.beginsDelay(loop.runDelay().nanos());
    sample.setStall(stall);
    return stall;
  }

  /** A stack that was taken after the loop went on says nothing of what held it up. */
  private void takeStack(LoopSampler loop, Sample sample, Stall stall) {
    long now = System.nanoTime();
    long length = now - sample.stalledFrom();
    if (!looks.isWorthIt(length, now)) {
      stall.slowDown(now);
    }
    if (!looks.allows(length, now)) {
      return;
    }
    looks.use(now);
    Thread.State state = loop.thread().getState();
    StackTraceElement[] stack = loop.thread().getStackTrace();
    if (loop.last() == sample) {
      stall.add(StackSample.of(now, CpuTime.of(loop.thread()), state, stack, frames));
    }
  }

  /** Reports a block once it is long enough, and keeps the report up to date while it lasts. */
  private void notice(LoopSampler loop, Sample sample, Stall stall) {
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
      reports.tell(report(loop, sample, stall, soFar, false));
    } else {
      reports.keep(report(loop, sample, stall, soFar, false));
    }
    stall.setReportAgain(now + (now - sample.stalledFrom()));
  }

  /**
   * Tells those that ended a while ago.
   *
   * @return nanoseconds to the next time
   */
  private long tellEnded(long now) {
    moveEnded();
    while (!toTell.isEmpty()) {
      long left = toTell.element() instanceof Ended end ? untilTold(end, now) : 0;
      if (left > 0) {
        return left;
      }
      tell(toTell.remove());
    }
    return FOREVER;
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
    Stall stall = stall(end.loop(), end.before(), end.after().at());
    if (stall.number() == 0) {
      if (!isWorthTelling(end, own(end, stall))) {
        untold.incrementAndGet();
        return;
      }
      tellings.use(System.nanoTime());
      stall.setNumber(++numbers, start(end.before()));
    }
    reports.tell(report(end.loop(), end.before(), stall, end.after(), true));
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

  private BlockedReport report(
      LoopSampler loop, Sample before, Stall stall, Sample after, boolean over) {
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
        loop.loop(),
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
