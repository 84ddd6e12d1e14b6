package dev.interleave.attach;

import java.time.Duration;

/**
 * Something that an engineer should know of the application.
 *
 * @param kind for programs
 * @param weight how much time it has cost; the findings that cost most come first
 * @param what it is, in words
 * @param evidence what shows it
 * @param advice what to do
 */
record Finding(Kind kind, Duration weight, String what, String evidence, String advice) {
  /** What a finding is about. */
  enum Kind {
    LOOP_BLOCKED,
    CALLS_IN_ORDER,
    POOL_SATURATED,
    THREAD_PINNED,
    MACHINE_LATE
  }
}
