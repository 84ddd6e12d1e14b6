package dev.interleave.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * A plain thread that sleeps on the same grid of due times as a loop's sampler. It shares with the
 * loop the machine, its scheduler and its pauses for garbage, and nothing else: what the loop is
 * late beyond it, the loop's own work has done.
 */
final class Control {
  private static final int STANDSTILLS_KEPT = 64;

  private final DueTimes dueTimes;
  private final LatenessRecorder recorder;
  private final long standstill;
  private final Deque<Span> standstills = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean stopped;

  private Control(DueTimes dueTimes, LatenessRecorder recorder, long standstill) {
    this.dueTimes = dueTimes;
    this.recorder = recorder;
    this.standstill = standstill;
    this.thread = Thread.ofPlatform().name("control").daemon().unstarted(this::run);
  }

  /**
   * Starts one.
   *
   * @param firstDue as the loop's sampler has it
   * @param interval as the loop's sampler has it; to be late by as much is called a standstill
   */
  static Control start(long firstDue, Duration interval, LatenessRecorder recorder) {
    Control control =
        new Control(new DueTimes(firstDue, interval.toNanos()), recorder, interval.toNanos());
    control.thread.start();
    return control;
  }

  /** Nanoseconds of standstill between two times, as far as it is known by now. Any thread. */
  long standstillBetween(long from, long to) {
    synchronized (standstills) {
      return standstills.stream().mapToLong(span -> span.within(from, to)).sum();
    }
  }

  /** Ends it. Any thread. */
  void stop() {
    stopped = true;
    thread.interrupt();
  }

  private void run() {
    while (!stopped) {
      long now = System.nanoTime();
      long left = dueTimes.until(now);
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else {
        beat(now);
      }
    }
  }

  private void beat(long now) {
    DueTimes.Beat beat = dueTimes.beat(now);
    recorder.record(beat);
    if (beat.late() >= standstill) {
      synchronized (standstills) {
        standstills.addLast(new Span(now - beat.late(), now));
        if (standstills.size() > STANDSTILLS_KEPT) {
          standstills.removeFirst();
        }
      }
    }
    recorder.addCost(System.nanoTime() - now);
  }
}
