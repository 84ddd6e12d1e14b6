package dev.interleave.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that happened to a job.
 *
 * @param at when it happened, by the wall clock
 * @param nanoTime the same moment by {@link dev.interleave.bulkhead.Time#nanoTime()}
 * @param job the job right after it
 */
public record JobEvent(Type type, Instant at, long nanoTime, Job job) {
  /** The same, but an "…" stands for a large result, and a long message of an error is cut. */
  JobEvent brief() {
    return job.answer().isSmall() ? this : new JobEvent(type, at, nanoTime, job.brief());
  }

  /** All that happened to a job up to now, as far as the job itself tells. */
  static List<JobEvent> history(Job job) {
    Job.Times times = job.times();
    List<JobEvent> events = new ArrayList<>();
    events.add(of(Type.QUEUED, times.submitted(), job.whenQueued()));
    times.started().ifPresent(at -> events.add(of(Type.STARTED, at, job.whenStarted())));
    times.finished().ifPresent(at -> events.add(of(Type.FINISHED, at, job)));
    return events;
  }

  private static JobEvent of(Type type, Instant at, Job job) {
    return new JobEvent(type, at, job.times().nanoTime(at), job);
  }

  /** What may happen to a job, in this order. */
  public enum Type {
    /** It was accepted. */
    QUEUED,
    /** Its call began. */
    STARTED,
    /** It has its final state. */
    FINISHED,
    /** The thread of its stopped call came back after that. */
    RELEASED;

    /** As it is written: in lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
