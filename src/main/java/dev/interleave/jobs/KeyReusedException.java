package dev.interleave.jobs;

/** An idempotency key came again with a request for another job. */
public final class KeyReusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyReusedException(String key, long number) {
    super("the key '%s' stands for job %d, which was asked for differently".formatted(key, number));
  }
}
