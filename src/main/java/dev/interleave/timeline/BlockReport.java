package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.loop.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The loop under test stood still, and why.
 *
 * @param block what the watchdog saw
 * @param start when it began: exactly if jobs did it; else the loop's last beat, one interval early
 *     at most
 * @param job the job that held the loop for most of it, if one did
 */
public record BlockReport(Block block, Instant start, Optional<Job> job) {
  /** How long it lasted, from its start; so far, if it is not over. */
  public Duration length() {
    return block.length().minus(Duration.between(block.start(), start));
  }

  /** What made the loop stand still: the job that held it, however slow the machine was as well. */
  public Block.Cause cause() {
    return job.isPresent() ? Block.Cause.CALL : block.cause();
  }
}
