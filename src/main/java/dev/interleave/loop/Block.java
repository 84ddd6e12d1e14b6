package dev.interleave.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The loop stood still for longer than the watchdog's limit.
 *
 * @param number 1 for the first, and one more for each
 * @param start the last beat before it: what blocked began there or up to one interval later
 * @param length until the first beat after it, or so far if it is not over
 * @param over whether the loop beats again
 * @param cause what made it stand still, as far as that is known by now
 * @param garbage how much of it the collector paused the process, to the millisecond
 * @param standstill how much of it the control stood still as well
 * @param stack the loop's, taken when the limit had passed, innermost frame first and without the
 *     frames of the loop itself; empty if the loop was back before that
 */
public record Block(
    long number,
    Instant start,
    Duration length,
    boolean over,
    Cause cause,
    Duration garbage,
    Duration standstill,
    List<StackTraceElement> stack) {
  /** What makes a loop stand still. */
  public enum Cause {
    /** Something ran on the loop. */
    CALL,
    /** A collection of garbage paused the process. */
    GC,
    /** The machine stood still: the control did as well, and not for garbage. */
    MACHINE
  }

  /** The innermost frame that is not the JDK's: where to look. */
  public Optional<StackTraceElement> where() {
    return stack.stream().filter(frame -> !Frames.isOfTheJdk(frame)).findFirst();
  }
}
