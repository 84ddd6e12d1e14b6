package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import dev.interleave.monitor.BlockedReport.Parts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reports that the loop under test stood still, and why.
 *
 * @param block what the monitor saw
 * @param start when it began: exact if a job began it, otherwise within the monitor's accuracy
 * @param nanoTime the same moment by {@link dev.interleave.bulkhead.Time#nanoTime()}
 * @param held for how long jobs are known to have held the loop meanwhile
 * @param job the job that held the loop for most of it, if one did; it is to blame only if the
 *     cause is a call
 */
public record BlockReport(
    BlockedReport block, Instant start, long nanoTime, Duration held, Optional<Job> job) {
  /** How long it lasted from its start, or has lasted so far. */
  public Duration length() {
    return block.length().minus(Duration.between(block.start(), start));
  }

  /**
   * What the length is made of. While a job held the loop a call was made, except for the time that
   * the process stood still: the job would have been done sooner without it.
   */
  public Parts parts() {
    Duration gc = least(block.parts().gc(), length());
    Duration machine = least(block.parts().machine(), length().minus(gc));
    Duration rest = length().minus(gc).minus(machine);
    Duration known = most(block.parts().call(), held.minus(gc).minus(machine));
    Duration call = least(known, rest);
    return new Parts(call, gc, machine, rest.minus(call));
  }

  /** What made the loop stand still for most of it. */
  public Cause cause() {
    return parts().cause();
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
