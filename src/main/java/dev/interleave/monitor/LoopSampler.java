package dev.interleave.monitor;

import dev.interleave.monitor.EventLoops.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes samples on one event loop to measure how late it is.
 *
 * <p>Made of Netty's own timers, whose due times are exact to the nanosecond where Vert.x' are to
 * the millisecond, and which need no context. Each is set anew for the next time on the grid: one
 * that repeats itself would make up for every due time of a stall, in a burst.
 */
final class LoopSampler {
  private static final long MILLI = 1_000_000;
  private static final long TENTH = MILLI / 10;

  private final EventLoop eventLoop;
  private final Thread thread = Thread.currentThread();
  private final RunDelay runDelay = RunDelay.ofThisThread();
  private final Loop loop;
  private final DueTimes dueTimes;
  private final long blockedAfter;
  private final LatenessRecorder recorder;
  private final Standstills standstills;
  private final Listener listener;
  private final GenericFutureListener<Future<Object>> ifCancelled = this::loopEnds;
  private volatile Sample last;
  private volatile boolean stopped;

  /** Told of stalls, on the loop. */
  interface Listener {
    /** Between two samples there was none for long, or the watchdog has looked meanwhile. */
    void stalled(LoopSampler loop, Sample before, Sample after);
  }

  /** What the samplers of a monitor share. */
  record Shared(MonitorOptions options, Standstills standstills, Listener listener) {}

  /** Made on the loop's thread. */
  private LoopSampler(
      EventLoop eventLoop, int id, long delay, LatenessRecorder recorder, Shared shared) {
    long now = System.nanoTime();
    this.eventLoop = eventLoop;
    this.loop = new Loop(id, thread.getName(), thread.threadId());
    this.dueTimes = new DueTimes(now + delay, shared.options().interval().toNanos());
    MonitorOptions options = shared.options();
    this.blockedAfter = Math.max(options.interval().toNanos(), options.blockedAfter().toNanos());
    this.recorder = recorder;
    this.standstills = shared.standstills();
    this.listener = shared.listener();
    this.last = new Sample(now, now + delay, CpuTime.ofThisThread());
  }

  /**
   * Starts to take samples on a loop, and its thread if it has not started yet.
   *
   * @param id what the loop's is to be
   * @param delay nanoseconds to the first: loops that are due at different times don't make one
   *     another late
   * @param onStart given the sampler before its first sample, on the loop
   * @throws RejectedExecutionException if the loop has ended
   */
  static void start(
      EventLoop eventLoop,
      int id,
      long delay,
      LatenessRecorder recorder,
      Shared shared,
      Consumer<LoopSampler> onStart) {
    eventLoop
        .executor()
        .execute(() -> {
          LoopSampler sampler = new LoopSampler(eventLoop, id, delay, recorder, shared);
          onStart.accept(sampler);
          sampler.arm();
        });
  }

  /** Takes no more. Any thread. */
  void stop() {
    stopped = true;
  }

  /** The one that it measures. Any thread. */
  Loop loop() {
    return loop;
  }

  /** Its thread. Any thread may ask. */
  Thread thread() {
    return thread;
  }

  /** For how long it has waited for a processor. Any thread may ask. */
  RunDelay runDelay() {
    return runDelay;
  }

  /** The last sample. Any thread. */
  Sample last() {
    return last;
  }

  /** Whether the loop has ended, or is about to: its silence means nothing then. Any thread. */
  boolean isOver() {
    return stopped || eventLoop.executor().isShutdown();
  }

  /** Whether what began after a sample and lasts until {@code now} is to be reported. */
  boolean isLong(Sample sample, long now) {
    return now - sample.stalledFrom() > blockedAfter;
  }

  /** Takes the next sample now, if it is due. Called on the loop. */
  void takeIfDue() {
    long now = System.nanoTime();
    if (!stopped && dueTimes.until(now) <= 0) {
      take(now);
    }
  }

  private void wake() {
    takeIfDue();
    if (!stopped) {
      arm();
    }
  }

  private void take(long now) {
    standstills.runs(now);
    recorder.record(dueTimes.done(now));
    Sample before = last;
    Sample sample = new Sample(now, now + dueTimes.until(now), CpuTime.ofThisThread());
    last = sample;
    Stall looked = before.stall();
    if (looked != null) {
      looked.endsDelay(runDelay.nanos());
    }
    // The thread may have been held up since now, and a block have been noticed: it has to end.
    if (isLong(before, now) || before.stall() != null) {
      listener.stalled(this, before, sample);
    }
    recorder.addCost(System.nanoTime() - now);
  }

  private void arm() {
    try {
      eventLoop
          .executor()
          .schedule(this::wake, delay(), TimeUnit.NANOSECONDS)
          .addListener(ifCancelled);
    } catch (RejectedExecutionException theLoopEnds) {
      stop();
    }
  }

  /** A loop that ends cancels its timers, once it is done with what held it up. */
  private void loopEnds(Future<Object> timer) {
    if (timer.isCancelled()) {
      takeIfDue();
      stop();
    }
  }

  private long delay() {
    long left = dueTimes.until(System.nanoTime());
    return eventLoop.waitsForMillis() ? withoutSpinning(left) : left;
  }

  /**
   * A loop that waits for whole milliseconds spins for up to half of one, once it has waited for
   * too few. If more than a tenth of that is to come, it is asked for a little more than half: then
   * it waits for one millisecond more, and the sample is that much later.
   */
  static long withoutSpinning(long left) {
    long rest = left % MILLI;
    long enough = MILLI / 2 + TENTH;
    return rest > TENTH && rest < enough ? left - rest + enough : left;
  }
}
