package dev.interleave.jobs;

import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;

/**
 * What is asked for.
 *
 * @param kind the work
 * @param arguments its arguments
 * @param strategy the name of an open strategy
 * @param requestId names the request in every log line of the call, wherever it runs
 */
public record JobRequest(Kind kind, Arguments arguments, String strategy, String requestId) {

  /** Whether another request asks for the same, whoever asks. */
  boolean asksTheSameAs(JobRequest other) {
    return kind.name().equals(other.kind.name())
        && arguments.written().equals(other.arguments.written())
        && strategy.equals(other.strategy);
  }
}
