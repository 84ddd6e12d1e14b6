package dev.interleave.jobs;

import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;

/**
 * What a job is asked to do.
 *
 * @param kind the kind of work
 * @param arguments its arguments
 * @param strategy the name of an open strategy
 * @param origin the request
 */
public record JobRequest(Kind kind, Arguments arguments, String strategy, Origin origin) {

  /** Whether this asks for the same job. Where it was asked for from may differ. */
  boolean asksFor(Job.Asked job) {
    return kind.name().equals(job.kind())
        && arguments.written().equals(job.arguments())
        && strategy.equals(job.strategy());
  }
}
