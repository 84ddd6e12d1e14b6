package dev.interleave.loop;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Beats on a grid of due times, on the loop that starts it. Made of timers that fire once: a
 * periodic one would make up for every due time that a block swallowed, in a burst.
 *
 * <p>Every method is called on that loop, and so is the listener, which must not block.
 */
public final class Ticker {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final Consumer<Tick> listener;
  private final DueTimes dueTimes;
  private long seq;
  private long timer;
  private boolean stopped;

  private Ticker(Vertx vertx, Duration interval, Consumer<Tick> listener) {
    this.vertx = vertx;
    this.listener = listener;
    this.dueTimes = new DueTimes(System.nanoTime(), interval.toNanos());
  }

  /**
   * Starts one; its first due time is now, and its first beat is made before this returns.
   *
   * @param interval between two due times, at least 1 ms
   */
  public static Ticker start(Vertx vertx, Duration interval, Consumer<Tick> listener) {
    Ticker ticker = new Ticker(vertx, interval, listener);
    ticker.beat();
    return ticker;
  }

  /** Ends it; there is no beat after this. */
  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void wake() {
    if (dueTimes.until(System.nanoTime()) > 0) {
      arm();
    } else {
      beat();
    }
  }

  private void beat() {
    DueTimes.Beat beat = dueTimes.beat(System.nanoTime());
    try {
      listener.accept(
          new Tick(
              ++seq, Instant.now(), beat.late(), beat.missed(), Thread.currentThread().getName()));
    } finally {
      if (!stopped) {
        arm();
      }
    }
  }

  private void arm() {
    long millis = Math.ceilDiv(dueTimes.until(System.nanoTime()), NANOS_PER_MILLI);
    timer = vertx.setTimer(Math.max(1, millis), id -> wake());
  }
}
