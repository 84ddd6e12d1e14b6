package dev.interleave.jobs;

import dev.interleave.bulkhead.CallState;
import java.util.Locale;

/** Where a job is: {@code queued → running → final}, or from {@code queued} to a final state. */
public enum JobState {
  /** Accepted; its call has not begun. */
  QUEUED,
  /** Its call holds a thread and a permit. */
  RUNNING,
  /** Its call returned. */
  SUCCEEDED,
  /** Its call threw, or could not be made. */
  FAILED,
  /** Somebody cancelled it, queued or running. */
  CANCELLED,
  /** Its call ran longer than the call timeout. */
  TIMED_OUT,
  /** It waited longer than the queue timeout and never ran. */
  EXPIRED,
  /** The service ended while its call ran, or may have begun to, and must not run twice. */
  INTERRUPTED;

  /** Whether nothing comes after it. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }

  /** The state of a job whose call was accepted and is in a state. */
  static JobState of(CallState call) {
    return switch (call) {
      case QUEUED -> QUEUED;
      case RUNNING -> RUNNING;
      case SUCCEEDED -> SUCCEEDED;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case TIMED_OUT -> TIMED_OUT;
      case EXPIRED -> EXPIRED;
      case REJECTED -> throw new IllegalArgumentException("a rejected call has no job");
    };
  }

  /** How it is written: {@code timed-out}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state that is written so. */
  public static JobState written(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
