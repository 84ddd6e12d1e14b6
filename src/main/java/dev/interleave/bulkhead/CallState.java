package dev.interleave.bulkhead;

import java.util.Locale;

/** Where a call is: {@code queued → running → final}, or from {@code queued} to a final state. */
public enum CallState {
  /** Accepted; the call has not begun. */
  QUEUED,
  /** The call holds a thread and a permit. */
  RUNNING,
  /** The call returned. */
  SUCCEEDED,
  /** The call threw, or could not be made. */
  FAILED,
  /** Somebody cancelled it, queued or running. */
  CANCELLED,
  /** It ran longer than the call timeout. */
  TIMED_OUT,
  /** It waited longer than the queue timeout and never ran. */
  EXPIRED,
  /** It was not accepted and never ran. */
  REJECTED;

  /** {@return whether nothing comes after it} */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }

  /** {@return how it is written everywhere: {@code timed-out}} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
