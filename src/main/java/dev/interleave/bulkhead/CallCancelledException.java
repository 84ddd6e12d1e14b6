package dev.interleave.bulkhead;

/** A call was cancelled: by {@link Call#cancel}, or because its bulkhead closed. */
public final class CallCancelledException extends BulkheadException {
  private static final long serialVersionUID = 1L;

  private final boolean wasRunning;

  CallCancelledException(String bulkhead, boolean wasRunning) {
    super(bulkhead);
    this.wasRunning = wasRunning;
  }

  /** {@return whether the call had begun; if it had not, it never ran} */
  public boolean wasRunning() {
    return wasRunning;
  }

  @Override
  public String getMessage() {
    return "%s: cancelled while %s".formatted(bulkhead(), wasRunning ? "running" : "queued");
  }
}
