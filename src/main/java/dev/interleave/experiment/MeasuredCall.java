package dev.interleave.experiment;

import dev.interleave.bulkhead.CallState;
import dev.interleave.jobs.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One job of a run. Times are nanoseconds since the run began.
 *
 * @param job its id
 * @param state its final state
 * @param thread the name of the thread that made the call, if it was made
 * @param due when it was to be submitted: it waits from then, also while the service is late
 * @param started when the call began; its end if it never did
 * @param ended when it had its final state
 */
public record MeasuredCall(
    long job, CallState state, Optional<String> thread, long due, long started, long ended) {
  /**
   * A job that has its final state.
   *
   * @param begun when the run began, by the clock that {@link Job#accepted()} is told by
   */
  static MeasuredCall of(Job job, long begun, long due) {
    long submitted = job.accepted() - begun;
    long ended = submitted + nanos(job, job.finished().orElseThrow());
    return new MeasuredCall(
        job.id(),
        job.state(),
        job.thread().map(Job.Worker::name),
        due,
        job.queueWait().map(wait -> submitted + wait.toNanos()).orElse(ended),
        ended);
  }

  /** Whether the call was made at all. */
  public boolean wasMade() {
    return thread.isPresent();
  }

  /** Nanoseconds from when it was due until the call began. */
  public long waited() {
    return started - due;
  }

  /** Nanoseconds that the call took. */
  public long ran() {
    return ended - started;
  }

  private static long nanos(Job job, Instant at) {
    return Duration.between(job.submitted(), at).toNanos();
  }
}
