package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.time.Duration;
import java.util.List;

/** {@code time.sleep(2)}: holds the thread and does nothing. */
public final class Sleep implements Kind {
  /** How long to sleep. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "how long to sleep");

  /** Whether an interrupt ends the sleep. */
  public static final Argument<Boolean> INTERRUPTIBLE =
      new Argument<>(
          "interruptible",
          Allowed.bool(),
          true,
          "false: goes on sleeping when it is interrupted, as badly written code does");

  @Override
  public String name() {
    return "sleep";
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String description() {
    return "Sleeps: holds its thread and does nothing, like time.sleep.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION, INTERRUPTIBLE);
  }

  /** Returns the milliseconds that it really took, a number. */
  @Override
  public Object run(Arguments arguments) throws InterruptedException {
    long start = System.nanoTime();
    Duration duration = arguments.get(DURATION);
    if (arguments.get(INTERRUPTIBLE)) {
      Thread.sleep(duration);
    } else {
      sleepThrough(start + duration.toNanos());
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static void sleepThrough(long until) {
    boolean interrupted = false;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      try {
        Thread.sleep(Duration.ofNanos(left));
      } catch (InterruptedException ignored) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
