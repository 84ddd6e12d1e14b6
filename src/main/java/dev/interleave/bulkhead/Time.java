package dev.interleave.bulkhead;

import io.vertx.core.Context;
import java.time.Duration;

/** The clock and the alarm that timeouts use. Tests turn one of their own by hand. */
public interface Time {
  /** Nanoseconds from an arbitrary origin, as {@link System#nanoTime()}. Called on any thread. */
  long nanoTime();

  /**
   * Runs {@code action} once, {@code delay} from now. Called on any thread.
   *
   * @return stops the alarm; does nothing once it has gone off
   */
  Runnable after(Duration delay, Runnable action);

  /**
   * The real one.
   *
   * @param context where actions run; delays are rounded up to whole milliseconds, at least 1
   */
  static Time of(Context context) {
    return new ContextTime(context);
  }
}
