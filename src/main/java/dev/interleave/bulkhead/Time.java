package dev.interleave.bulkhead;

import io.vertx.core.Context;
import java.time.Duration;

/** The clock and the alarm that timeouts use. Tests turn one of their own by hand. */
public interface Time {
  /**
   * Tells the time. Called on any thread.
   *
   * @return nanoseconds from an arbitrary origin, as {@link System#nanoTime()}
   */
  long nanoTime();

  /**
   * Runs an action once, later. Called on any thread.
   *
   * @param delay from now on
   * @param action must not block
   * @return stops the alarm; does nothing once it has gone off
   */
  Runnable after(Duration delay, Runnable action);

  /**
   * The real one.
   *
   * @param context where actions run; delays are rounded up to whole milliseconds, at least 1
   * @return the time of the system
   */
  static Time of(Context context) {
    return new ContextTime(context);
  }
}
