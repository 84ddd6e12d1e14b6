package dev.interleave.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An event loop was blocked, or is: what it was due to do was not done.
 *
 * @param number 1 for the first of its monitor, and one more for each
 * @param loop the one that was blocked
 * @param start when that began, give or take {@code accuracy}
 * @param accuracy how wrong start and length may be, either way: half the interval between samples
 *     at most
 * @param length from the start to the first sample after it; so far, if it is not over
 * @param over whether the loop goes on
 * @param parts what the length is made of, as far as that is known by now
 * @param own for how much of it, at least, what ran on the loop held it by itself: it computed on a
 *     processor, or waited for something. On a busy machine the call's part is longer, because a
 *     call that computes goes on for longer beside others
 * @param stood for how much of it the whole process stood still: for garbage or because of the
 *     machine, or it is not known why, or whether that made the block longer
 * @param stacks what ran on the loop, in the order of time, as stacks show that were taken while it
 *     was blocked; empty if none was seen to run
 */
public record BlockedReport(
    long number,
    Loop loop,
    Instant start,
    Duration accuracy,
    Duration length,
    boolean over,
    Parts parts,
    Duration own,
    Duration stood,
    List<Stack> stacks) {
  /** What blocks a loop. */
  public enum Cause {
    /** Something was seen to run on the loop. */
    CALL,
    /** The collector of garbage paused the process. */
    GC,
    /** The process stood still, and not for garbage: the machine was busy, or stopped it. */
    MACHINE,
    /** Nothing of this is known of half the time. */
    UNKNOWN
  }

  /**
   * What a length is made of; they add up to it.
   *
   * @param call while stacks show that something ran on the loop; also while the process stood
   *     still, if a call waited meanwhile and went on to wait for long enough after it
   * @param gc while the collector paused the process, to the millisecond
   * @param machine while the process stood still as well, and not for garbage
   * @param unknown the rest
   */
  public record Parts(Duration call, Duration gc, Duration machine, Duration unknown) {
    /** {@return what they add up to} */
    public Duration length() {
      return call.plus(gc).plus(machine).plus(unknown);
    }

    /** {@return what more than half of it was} */
    public Cause cause() {
      return isMost(call)
          ? Cause.CALL
          : isMost(gc) ? Cause.GC : isMost(machine) ? Cause.MACHINE : Cause.UNKNOWN;
    }

    private boolean isMost(Duration part) {
      return part.multipliedBy(2).compareTo(length()) > 0;
    }
  }

  /**
   * What ran on the loop for a while.
   *
   * @param where the innermost frame of the application's, in the deepest method that at least half
   *     of the while was spent in; the frame of a library if there is no other
   * @param share of all the stacks of the report, how many have that method, above 0 and at most 1
   * @param after so long after the start it was first seen
   * @param frames the stack that was seen most often, innermost first, without the frames that
   *     every call on a loop has; 64 at most
   */
  public record Stack(
      StackTraceElement where, double share, Duration after, List<StackTraceElement> frames) {}

  /** {@return what blocked the loop for the most part} */
  public Cause cause() {
    return parts.cause();
  }

  /** {@return what ran on the loop longer than all else} */
  public Optional<Stack> longest() {
    return stacks.stream().max(Comparator.comparingDouble(Stack::share));
  }

  /**
   * {@return where to look: the place where the loop was longest, in the application's own code}
   */
  public Optional<StackTraceElement> where() {
    return longest().map(Stack::where);
  }
}
