package dev.interleave.jobs;

import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;

/**
 * What a job is asked to do.
 *
 * @param kind the kind of work
 * @param arguments its arguments
 * @param strategy the name of an open strategy
 * @param requestId names the request in every log line of the call, wherever it runs
 */
public record JobRequest(Kind kind, Arguments arguments, String strategy, String requestId) {

  /** Whether another request asks for the same job. The requests' ids may differ. */
  boolean asksTheSameAs(JobRequest other) {
    return kind.name().equals(other.kind.name())
        && arguments.written().equals(other.arguments.written())
        && strategy.equals(other.strategy);
  }
}
