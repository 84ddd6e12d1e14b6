package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import java.time.Duration;
import java.util.Optional;

/**
 * Reports that the loop under test stood still, and why.
 *
 * @param block what the monitor saw, as exact as the jobs make it that held the loop meanwhile: the
 *     start is that of the job that began it, if one did, and while a job held the loop a call was
 *     made
 * @param nanoTime when it began, by {@link dev.interleave.bulkhead.Time#nanoTime()}
 * @param jobs how many jobs held the loop meanwhile, one after the other
 * @param job the one that held the loop for most of it, if one did; it is to blame only if the
 *     cause is a call
 */
public record BlockReport(BlockedReport block, long nanoTime, int jobs, Optional<Job> job) {
  /** How long it lasted from its start, or has lasted so far. */
  public Duration length() {
    return block.length();
  }

  /** What made the loop stand still for most of it. */
  public Cause cause() {
    return block.cause();
  }
}
