package dev.interleave.jobs;

/** The service is shutting down and accepts no more jobs. */
public final class ShuttingDownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ShuttingDownException() {
    super("shutting down", null, false, false);
  }
}
