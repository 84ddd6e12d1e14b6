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
  private static final long SURE_ENOUGH_NANOS = 50_000;
  private static final int ATTEMPTS = 100;

  private final Vertx vertx;
  private final Duration interval;
  private final LatenessRecorder recorder;
  private final LongConsumer listener;

  /** Set when it starts. */
  @SuppressWarnings("NullAway.Init")
  private DueTimes dueTimes;

  private Sampler(
      Vertx vertx, Duration interval, LatenessRecorder recorder, LongConsumer listener) {
    this.vertx = vertx;
    this.interval = interval;
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
    return new Sampler(vertx, interval, recorder, listener).start();
  }

  /**
   * The timer counts from a moment within the call that sets it. If that call took long, because
   * classes were loaded or the thread had to wait, each beat would seem late by as much: then it is
   * set again.
   */
  private long start() {
    for (int attempt = 1; ; attempt++) {
      long before = System.nanoTime();
      long timer = vertx.setPeriodic(interval.toMillis(), id -> wake());
      long took = System.nanoTime() - before;
      if (took <= SURE_ENOUGH_NANOS || attempt == ATTEMPTS) {
        long firstDue = before + interval.toNanos();
        dueTimes = new DueTimes(firstDue, interval.toNanos());
        return firstDue;
      }
      vertx.cancelTimer(timer);
    }
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
