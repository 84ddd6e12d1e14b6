package dev.interleave.store;

/** The store cannot be used, for a reason that is for whoever started the service. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }
}
