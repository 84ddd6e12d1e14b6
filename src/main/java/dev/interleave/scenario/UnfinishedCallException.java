package dev.interleave.scenario;

import dev.interleave.jobs.Job;

/** A call of a scenario ended without returning. */
final class UnfinishedCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfinishedCallException(Job job) {
    super(
        "task is %s%s"
            .formatted(
                job.state(), job.answer().error().map(error -> ": " + error.message()).orElse("")),
        null,
        false,
        false);
  }
}
