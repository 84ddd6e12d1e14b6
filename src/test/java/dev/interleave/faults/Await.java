package dev.interleave.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what another process does. */
final class Await {
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private Await() {}

  static void until(String what, Duration patience, Callable<Boolean> seen) throws Exception {
    until(what, patience, seen, () -> "");
  }

  /** Fails with {@code what} and what {@code instead} says if it is not seen in that time. */
  static void until(
      String what, Duration patience, Callable<Boolean> seen, Supplier<String> instead)
      throws Exception {
    long start = System.nanoTime();
    while (!seen.call()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError(
            "not within %d s: %s; %s".formatted(patience.toSeconds(), what, instead.get()));
      }
      Thread.sleep(BETWEEN);
    }
  }
}
