package dev.interleave.experiment;

import dev.interleave.jobs.Job;
import dev.interleave.offload.State;
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
public record Call(
    long job, State state, Optional<String> thread, long due, long started, long ended) {
  /**
   * A job that has its final state.
   *
   * @param begun when the run began
   */
  static Call of(Job job, Instant begun, long due) {
    long started = nanos(begun, job.started().or(job::finished).orElseThrow());
    long ran = job.run().map(Duration::toNanos).orElse(0L);
    return new Call(
        job.id(), job.state(), job.thread().map(Job.Worker::name), due, started, started + ran);
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

  private static long nanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }
}
