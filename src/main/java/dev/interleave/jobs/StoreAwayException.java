package dev.interleave.jobs;

/** The store of jobs cannot be reached; its jobs are there when it is back. */
public final class StoreAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreAwayException() {
    super("the store of jobs cannot be reached", null, false, false);
  }
}
