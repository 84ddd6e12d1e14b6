package dev.interleave.loop;

import dev.interleave.monitor.DueTimes;
import dev.interleave.monitor.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Ticks on a grid of due times, on the loop under test. Made of timers that fire once: a periodic
 * one would make up for every due time that a block swallowed, in a burst.
 *
 * <p>The listener is called on that loop, and must not block.
 */
public final class Ticker {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;
  private final Loop loop;
  private final Consumer<Tick> listener;
  private final DueTimes dueTimes;
  private long seq;
  private long timer;
  private boolean stopped;

  private Ticker(Vertx vertx, Loop loop, Duration interval, Consumer<Tick> listener) {
    this.vertx = vertx;
    this.loop = loop;
    this.listener = listener;
    this.dueTimes = new DueTimes(System.nanoTime(), interval.toNanos());
  }

  /**
   * Starts one; its first due time is when the loop gets to it, and so is its first tick. Called on
   * any thread.
   *
   * @param interval between two due times, at least 1 ms
   * @return completes on the loop, after the first tick
   */
  public static Future<Ticker> start(
      LoopUnderTest loop, Duration interval, Consumer<Tick> listener) {
    return loop.call(vertx -> {
      Ticker ticker = new Ticker(vertx, loop.loop(), interval, listener);
      ticker.tick();
      return Future.succeededFuture(ticker);
    });
  }

  /** Ends it; there is no tick after this. Called on the loop. */
  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void wake() {
    if (dueTimes.until(System.nanoTime()) > 0) {
      arm();
    } else {
      tick();
    }
  }

  private void tick() {
    long now = System.nanoTime();
    DueTimes.Done done = dueTimes.done(now);
    try {
      listener.accept(new Tick(++seq, Instant.now(), now, done.late(), done.missed(), loop));
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
