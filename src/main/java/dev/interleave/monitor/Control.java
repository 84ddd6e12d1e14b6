package dev.interleave.monitor;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * A plain thread that sleeps on a grid of due times like those of the loops. It shares with the
 * loops the machine, its scheduler and its pauses for garbage, and nothing else: what a loop is
 * late beyond it, the loop's own work has done.
 */
final class Control {
  private final DueTimes dueTimes;
  private final LatenessRecorder recorder;
  private final Standstills standstills;
  private final LongConsumer then;
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * Not started yet.
   *
   * @param interval nanoseconds between two due times
   * @param then what else is to be done each time, in no time at all; it is given the time
   */
  Control(long interval, LatenessRecorder recorder, Standstills standstills, LongConsumer then) {
    this.dueTimes = new DueTimes(System.nanoTime() + interval, interval);
    this.recorder = recorder;
    this.standstills = standstills;
    this.then = then;
    this.thread = Thread.ofPlatform().name("loop-monitor-control").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends it. Any thread. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!stopped) {
      long now = System.nanoTime();
      long left = dueTimes.until(now);
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else {
        take(now, now + left);
      }
    }
  }

  private void take(long now, long due) {
    standstills.seen(due, now);
    recorder.record(dueTimes.done(now));
    recorder.addCost(System.nanoTime() - now);
    then.accept(now);
  }
}
