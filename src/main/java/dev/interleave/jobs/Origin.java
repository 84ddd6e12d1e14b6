package dev.interleave.jobs;

import dev.interleave.values.TraceParent;
import java.util.Optional;

/**
 * The request that a job comes from. Both names stand in every log line of the call, wherever it
 * runs.
 *
 * @param requestId the name of the request
 * @param trace the trace that it belongs to, if the client has named one
 * @param key of two requests with the same, only the first makes a job ({@code Idempotency-Key})
 */
public record Origin(String requestId, Optional<TraceParent> trace, Optional<String> key) {
  /** A request that belongs to no trace and has no key. */
  public static Origin of(String requestId) {
    return new Origin(requestId, Optional.empty(), Optional.empty());
  }
}
