package dev.interleave.bulkhead;

/**
 * A call did not run to its end, for a reason of the bulkhead's. Has no stack trace: it is an
 * outcome, not a fault, and may be made very often.
 */
public abstract class BulkheadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String bulkhead;

  BulkheadException(String bulkhead) {
    super(null, null, false, false);
    this.bulkhead = bulkhead;
  }

  /** {@return the name of the bulkhead} */
  public String bulkhead() {
    return bulkhead;
  }

  /** What was wrong, with the bulkhead's name and the figures. One line. */
  @Override
  public abstract String getMessage();
}
