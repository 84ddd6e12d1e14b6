package dev.interleave.monitor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at loops that are blocked. It sleeps until the control finds a loop overdue; then it takes
 * the loop's stack again and again, until the loop goes on. What it has seen is told by the {@link
 * Reporter}, on the same thread.
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

  private final Collection<LoopSampler> loops;
  private final long overdue;
  private final long period;
  private final Standstills standstills;
  private final Frames frames;
  private final Budget looks;
  private final Reporter reporter;
  private final Thread thread;
  private final Promise<Void> end = Promise.promise();
  private volatile boolean stopped;

  /**
   * Not started yet.
   *
   * @param reporter told of each block, on the watchdog's thread
   */
  Watchdog(
      Collection<LoopSampler> loops,
      MonitorOptions options,
      Standstills standstills,
      Reporter reporter) {
    long blockedAfter = options.blockedAfter().toNanos();
    this.loops = loops;
    this.overdue = overdue(options);
    this.period = Math.max(LEAST_PERIOD, blockedAfter / STACKS_IN);
    this.standstills = standstills;
    this.frames = new Frames(options.boundary());
    this.looks = new Budget(LOOKS * options.reportsPerSecond(), blockedAfter, System.nanoTime());
    this.reporter = reporter;
    this.thread = Thread.ofPlatform().name("loop-monitor").daemon().unstarted(this::run);
  }

  /** A loop that is late by more nanoseconds is looked at. */
  static long overdue(MonitorOptions options) {
    return Math.max(
        LEAST_OVERDUE,
        Math.max(options.interval().toNanos() / 2, options.blockedAfter().toNanos() / STACKS_FROM));
  }

  void start() {
    thread.start();
  }

  /** Ends it; what has ended until now is told at once. Any thread. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
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
    if (reporter.ended(loop, before, after)) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Calls back once all is told that has ended by now. Any thread.
   *
   * @param answer called on the watchdog's thread, or on this one if it cannot be told; not at all
   *     if the watchdog ends before
   */
  void whenTold(Runnable answer) {
    reporter.whenTold(answer);
    LockSupport.unpark(thread);
  }

  /** Completes on its thread when it has ended, and has told all that had. */
  Future<Void> end() {
    return end.future();
  }

  /** Until it is stopped, on its own thread. */
  void run() {
    rehearse();
    while (!stopped) {
      long now = System.nanoTime();
      sleep(Math.min(watch(now), reporter.tellEnded(now)));
    }
    reporter.tellAll();
    end.tryComplete();
  }

  /**
   * The first look takes tens of milliseconds to load classes, more on a busy machine. That is done
   * before there is a block, which would be over by then.
   */
  private void rehearse() {
    long now = System.nanoTime();
    Stall stall = new Stall(period, now);
    stall.add(stack(Thread.currentThread(), now));
    stall.add(stack(Thread.currentThread(), now + 1));
    reporter.rehearse(stall);
  }

  private void sleep(long pause) {
    if (pause == Reporter.NOTHING) {
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
    long pause = Reporter.NOTHING;
    for (LoopSampler loop : loops) {
      Sample sample = loop.last();
      if (isToLookAt(loop, sample, now)) {
        Stall stall = stall(loop, sample, now);
        if (stall.isStackDue(now)) {
          takeStack(loop, sample, stall);
        }
        reporter.notice(loop, sample, stall);
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
    StackSample stack = stack(loop.thread(), now);
    if (loop.last() == sample) {
      stall.add(stack);
    }
  }

  private StackSample stack(Thread thread, long now) {
    Thread.State state = thread.getState();
    StackTraceElement[] stack = thread.getStackTrace();
    return StackSample.of(now, CpuTime.of(thread), state, stack, frames);
  }
}
