package dev.interleave.jobs;

import java.util.Optional;
import java.util.UUID;

/**
 * Which jobs are listed. What is not said does not matter.
 *
 * @param state the one that they are in
 * @param kind the name of their kind
 * @param strategy the name of their strategy
 * @param before they were made before this one
 */
public record JobFilter(
    Optional<JobState> state,
    Optional<String> kind,
    Optional<String> strategy,
    Optional<UUID> before) {

  /** Whether a job is listed. */
  public boolean passes(Job job) {
    return state.map(job.state()::equals).orElse(true)
        && kind.map(job.asked().kind()::equals).orElse(true)
        && strategy.map(job.asked().strategy()::equals).orElse(true)
        && before.map(id -> JobIds.isBefore(job.id(), id)).orElse(true);
  }
}
