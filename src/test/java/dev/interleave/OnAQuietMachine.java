package dev.interleave;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Repeats a measurement that the machine has spoilt. Whether it has is not guessed: threads that do
 * nothing but wait tell for how long they could not run meanwhile. For tests that judge
 * milliseconds, which are tagged {@code timing}.
 */
public final class OnAQuietMachine {
  private static final int ATTEMPTS = 5;

  /** A millisecond of it is the control's own sleep. */
  private static final long NOISE_MS = 2;

  private OnAQuietMachine() {}

  /** What measures, and asserts. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Once, from the beginning.
     *
     * @throws AssertionError if what was measured is wrong, or spoilt
     */
    void run() throws Exception;
  }

  /**
   * Passes if an attempt does. Fails with the first that fails although the machine was quiet, or
   * with the last of five; the message says for how long the machine stood still in each.
   */
  public static void check(Attempt attempt) throws Exception {
    check(attempt, Control::new);
  }

  /**
   * What measures beside what the machine adds, which may be allowed for.
   *
   * @see #check(MeasuredAttempt)
   */
  @FunctionalInterface
  public interface MeasuredAttempt {
    /**
     * Once, from the beginning.
     *
     * @param standstillMs for how long the machine has stood still in this attempt, up to now
     * @throws AssertionError if what was measured is wrong, or spoilt
     */
    void run(LongSupplier standstillMs) throws Exception;
  }

  /** The same for an attempt that allows for what the machine adds. */
  public static void check(MeasuredAttempt attempt) throws Exception {
    check(attempt, Control::new);
  }

  static void check(Attempt attempt, Supplier<Control> control) throws Exception {
    check(standstillMs -> attempt.run(), control);
  }

  private static void check(MeasuredAttempt attempt, Supplier<Control> control) throws Exception {
    List<String> standstills = new ArrayList<>();
    while (true) {
      List<Control> controls = onePerProcessor(control);
      try {
        attempt.run(() -> longestMs(controls));
        return;
      } catch (AssertionError wrong) {
        long longest = longestMs(controls);
        standstills.add(longest + " ms");
        if (longest < NOISE_MS || standstills.size() == ATTEMPTS) {
          throw new AssertionError(
              "The machine stood still for up to %s, attempt by attempt. In the last: %s"
                  .formatted(String.join(", ", standstills), wrong.getMessage()),
              wrong);
        }
      } finally {
        controls.forEach(Control::close);
      }
    }
  }

  private static long longestMs(List<Control> controls) {
    return controls.stream().mapToLong(Control::longestMs).max().orElseThrow();
  }

  /** A thread may wait for one processor while another is free. */
  private static List<Control> onePerProcessor(Supplier<Control> control) {
    return Stream.generate(control).limit(Runtime.getRuntime().availableProcessors()).toList();
  }
}
