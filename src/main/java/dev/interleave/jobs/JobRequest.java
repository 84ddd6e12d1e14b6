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

  /** Whether another request asks for the same job. Where they come from may differ. */
  boolean asksTheSameAs(JobRequest other) {
    return kind.name().equals(other.kind.name())
        && arguments.written().equals(other.arguments.written())
        && strategy.equals(other.strategy);
  }
}
