package dev.interleave.bulkhead;

import java.time.Duration;

/** A call ran longer than the call timeout and was interrupted. */
public final class CallTimeoutException extends BulkheadException {
  private static final long serialVersionUID = 1L;

  private final Duration ran;

  CallTimeoutException(String bulkhead, Duration ran) {
    super(bulkhead);
    this.ran = ran;
  }

  /** {@return how long the call had run} */
  public Duration ran() {
    return ran;
  }

  @Override
  public String getMessage() {
    return "%s: interrupted after %d ms".formatted(bulkhead(), ran.toMillis());
  }
}
