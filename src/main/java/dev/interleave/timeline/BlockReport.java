package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.monitor.BlockedReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reports that the loop under test stood still, and why.
 *
 * @param block what the monitor saw
 * @param start when it began: exact if jobs caused it, otherwise within the monitor's accuracy
 * @param job the job that held the loop for most of it, if one did
 */
public record BlockReport(BlockedReport block, Instant start, Optional<Job> job) {
  /** How long it lasted from its start, or has lasted so far. */
  public Duration length() {
    return block.length().minus(Duration.between(block.start(), start));
  }

  /**
   * What made the loop stand still. A job that held it is the cause, even if the machine was slow
   * as well.
   */
  public BlockedReport.Cause cause() {
    return job.isPresent() ? BlockedReport.Cause.CALL : block.cause();
  }
}
