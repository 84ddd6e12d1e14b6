package dev.interleave.offload;

import java.util.Locale;

/** Where a call is: {@code queued → running → final}, or from {@code queued} to a final state. */
public enum State {
  /** Accepted; the call has not begun. */
  QUEUED,
  /** The call holds a thread. */
  RUNNING,
  /** The call returned. */
  SUCCEEDED,
  /** The call threw, or could not be made. */
  FAILED,
  /** Somebody cancelled it, queued or running. */
  CANCELLED,
  /** It ran longer than its run deadline. */
  TIMED_OUT,
  /** It waited longer than its queue deadline and never ran. */
  EXPIRED;

  /** Whether nothing comes after it. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }

  /** As it is written everywhere: {@code timed-out}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
