package dev.interleave.bulkhead;

import java.time.Duration;

/** A call waited longer than the queue timeout and never ran. */
public final class QueueTimeoutException extends BulkheadException {
  private static final long serialVersionUID = 1L;

  private final Duration waited;

  QueueTimeoutException(String bulkhead, Duration waited) {
    super(bulkhead);
    this.waited = waited;
  }

  /** {@return how long the call waited} */
  public Duration waited() {
    return waited;
  }

  @Override
  public String getMessage() {
    return "%s: waited %d ms for a permit and never ran".formatted(bulkhead(), waited.toMillis());
  }
}
