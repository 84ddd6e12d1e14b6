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
 * @param job the job that held the loop, if one did
 */
public record BlockReport(Block block, Optional<Job> job) {
  /**
   * When it began: exactly if a job did it; else the loop's last beat, one interval early at most.
   */
  public Instant start() {
    return job.flatMap(Job::started).filter(block.start()::isBefore).orElse(block.start());
  }

  /** How long it lasted, from {@link #start()}; so far, if it is not over. */
  public Duration length() {
    return block.length().minus(Duration.between(block.start(), start()));
  }
}
