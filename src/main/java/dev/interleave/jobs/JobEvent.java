package dev.interleave.jobs;

import java.time.Instant;
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
