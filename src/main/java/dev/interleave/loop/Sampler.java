package dev.interleave.loop;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Beats on an event loop to measure how late it is, apart from the ticker that people watch.
 *
 * <p>Made of a periodic timer, whose due times are exact to the nanosecond, where timers that fire
 * once are rounded to whole milliseconds. After a stall it makes up for every due time in a burst;
 * all but the first of it find that nothing is due.
 */
final class Sampler {
  private final DueTimes dueTimes;
  private final LatenessRecorder recorder;
  private final LongConsumer listener;

  private Sampler(DueTimes dueTimes, LatenessRecorder recorder, LongConsumer listener) {
    this.dueTimes = dueTimes;
    this.recorder = recorder;
    this.listener = listener;
  }

  /**
   * Starts one on the loop that this is called on; it ends with the verticle that it is called in.
   *
   * @param interval whole milliseconds, at least 1
   * @param listener told the time of each beat by {@link System#nanoTime()}, on the loop
   * @return the first due time
   */
  static long start(
      Vertx vertx, Duration interval, LatenessRecorder recorder, LongConsumer listener) {
    // The first timer of a process loads classes, which would make every beat late by as much.
    vertx.cancelTimer(vertx.setPeriodic(interval.toMillis(), id -> {}));
    long firstDue = System.nanoTime() + interval.toNanos();
    Sampler sampler = new Sampler(new DueTimes(firstDue, interval.toNanos()), recorder, listener);
    vertx.setPeriodic(interval.toMillis(), id -> sampler.wake());
    return firstDue;
  }

  private void wake() {
    long now = System.nanoTime();
    if (dueTimes.until(now) > 0) {
      return;
    }
    recorder.record(dueTimes.beat(now));
    listener.accept(now);
    recorder.addCost(System.nanoTime() - now);
  }
}
