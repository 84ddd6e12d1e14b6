package dev.interleave.bulkhead;

import java.time.Duration;

/** A call was not accepted. Nothing of it is kept. */
public final class CallRejectedException extends BulkheadException {
  private static final long serialVersionUID = 1L;

  /** Why a call was not accepted. */
  public enum Reason {
    /** Every permit that the call may use is taken, and the queue is at its bound. */
    QUEUE_FULL,
    /** The bulkhead is closed, or about to be. */
    CLOSED
  }

  private final Reason reason;
  private final int running;
  private final int queued;
  private final Duration retryAfter;

  CallRejectedException(
      String bulkhead, Reason reason, int running, int queued, Duration retryAfter) {
    super(bulkhead);
    this.reason = reason;
    this.running = running;
    this.queued = queued;
    this.retryAfter = retryAfter;
  }

  /** {@return why it was not accepted} */
  public Reason reason() {
    return reason;
  }

  /** {@return how many calls held a permit at that moment} */
  public int running() {
    return running;
  }

  /** {@return how many calls waited at that moment} */
  public int queued() {
    return queued;
  }

  /**
   * {@return when a permit may have come free: whole seconds, from 1 to 60, estimated from the run
   * times so far}
   */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String getMessage() {
    return switch (reason) {
      case QUEUE_FULL ->
          "%s: the queue is full; calls running: %d, waiting: %d, which is all that is allowed"
              .formatted(bulkhead(), running, queued);
      case CLOSED -> "%s: closed, or about to be".formatted(bulkhead());
    };
  }
}
