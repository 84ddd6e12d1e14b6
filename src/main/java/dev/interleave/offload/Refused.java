package dev.interleave.offload;

import java.time.Duration;

/** A call that was not accepted. Nothing of it is kept. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a call was not accepted. */
  public enum Reason {
    /** Every place is taken and the queue is at its bound. */
    QUEUE_FULL,
    /** The service is shutting down. */
    CLOSED
  }

  private final Reason reason;
  private final Duration retryAfter;

  Refused(Reason reason, String message, Duration retryAfter) {
    super(message, null, false, false);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  public Reason reason() {
    return reason;
  }

  /**
   * When a place may have come free: whole seconds, from 1 to 60, estimated from the run times so
   * far.
   */
  public Duration retryAfter() {
    return retryAfter;
  }
}
