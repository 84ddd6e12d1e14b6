package dev.interleave.offload;

import io.vertx.core.Vertx;
import java.time.Duration;

/** The clock and the alarm that deadlines use; tests turn one of their own by hand. */
public interface Time {
  /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. Called on any thread. */
  long nanoTime();

  /**
   * Runs {@code action} once, {@code delay} from now, on the context that it is called on.
   *
   * @return stops the alarm; does nothing once it has gone off
   */
  Runnable after(Duration delay, Runnable action);

  /** The real one. */
  static Time of(Vertx vertx) {
    return new Time() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Runnable after(Duration delay, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), id -> action.run());
        return () -> vertx.cancelTimer(timer);
      }
    };
  }
}
