package dev.interleave.experiment;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
import dev.interleave.monitor.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One job of a run. Times are nanoseconds since the run began.
 *
 * @param job its number
 * @param state its final state
 * @param thread the thread that made the call, if it was made
 * @param onTheLoop whether that was the thread of the loop under test
 * @param due when it was to be submitted; its wait counts from then, even if the service was late
 * @param started when the call began; its end if it never did
 * @param ended when it had its final state
 */
public record MeasuredCall(
    long job,
    JobState state,
    Optional<Job.Worker> thread,
    boolean onTheLoop,
    long due,
    long started,
    long ended) {
  /**
   * A job that has its final state.
   *
   * @param begun when the run began, by the clock of {@link Job.Times#accepted()}
   */
  static MeasuredCall of(Job job, Loop loop, long begun, long due) {
    Job.Times times = job.times();
    long submitted = times.accepted() - begun;
    long ended = submitted + nanos(times.submitted(), times.finished().orElseThrow());
    return new MeasuredCall(
        job.number(),
        job.state(),
        job.thread(),
        job.thread().filter(worker -> worker.isOf(loop)).isPresent(),
        due,
        times.queueWait().map(wait -> submitted + wait.toNanos()).orElse(ended),
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

  private static long nanos(Instant from, Instant to) {
    return Duration.between(from, to).toNanos();
  }
}
