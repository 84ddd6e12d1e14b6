package dev.interleave.jobs;

import dev.interleave.bulkhead.CallState;
import dev.interleave.monitor.Loop;
import dev.interleave.values.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands at one moment. Immutable; a change makes a new one.
 *
 * @param id 1 for the first, and one more for each
 * @param thread the thread that makes or made the call; empty while the call has not begun
 * @param holdsThread whether the call was stopped and its thread has not come back yet
 */
public record Job(
    long id,
    Asked asked,
    CallState state,
    Answer answer,
    Optional<Worker> thread,
    boolean holdsThread,
    Times times) {

  /**
   * What was asked for.
   *
   * @param kind the name of the kind
   * @param arguments as they are written
   * @param strategy the name of the strategy
   * @param requestId the name of the request
   */
  public record Asked(
      String kind, Map<String, String> arguments, String strategy, String requestId) {
    static Asked by(JobRequest request) {
      return new Asked(
          request.kind().name(),
          request.arguments().written(),
          request.strategy(),
          request.requestId());
    }
  }

  /**
   * What came of the call. Both are empty until it has ended, and when it was stopped.
   *
   * @param result what it returned, in plain values: text, numbers, booleans, and lists and maps of
   *     these
   * @param error what it threw
   */
  public record Answer(Optional<Object> result, Optional<Failure> error) {
    static final Answer NONE = new Answer(Optional.empty(), Optional.empty());
  }

  /**
   * What a call threw.
   *
   * @param type the name of its class
   * @param message at most 10,000 characters of what it says, and "…" if it says more
   */
  public record Failure(String type, String message) {
    private static final int CHARACTERS = 10_000;

    /** Runs code of {@code thrown}, so it is called on the thread that threw it. */
    static Failure of(Throwable thrown) {
      return new Failure(thrown.getClass().getName(), PlainText.message(thrown, CHARACTERS));
    }
  }

  /**
   * The thread of a call.
   *
   * @param id its {@link Thread#threadId()}, which no other thread of the process ever has; its
   *     name may not be unique
   */
  public record Worker(long id, String name, boolean daemon, boolean virtual) {
    /** Whether it is the thread of an event loop. */
    public boolean isOf(Loop loop) {
      return id == loop.threadId();
    }

    static Worker of(Thread thread) {
      return new Worker(thread.threadId(), thread.getName(), thread.isDaemon(), thread.isVirtual());
    }
  }

  /**
   * When things happened.
   *
   * @param accepted when it was submitted, by {@link dev.interleave.bulkhead.Time#nanoTime()}; the
   *     other times are derived from it
   * @param submitted the same moment by the wall clock
   * @param started when the call began
   * @param finished when the job had its final state
   */
  public record Times(
      long accepted, Instant submitted, Optional<Instant> started, Optional<Instant> finished) {

    /** From its acceptance to its start, if it was started. */
    public Optional<Duration> queueWait() {
      return started.map(start -> Duration.between(submitted, start));
    }

    /** From its start to its end, if it was started and has ended. */
    public Optional<Duration> run() {
      return started.flatMap(start -> finished.map(end -> Duration.between(start, end)));
    }

    /** A moment of {@link dev.interleave.bulkhead.Time#nanoTime()} by the wall clock. */
    Instant at(long nanoTime) {
      return submitted.plusNanos(nanoTime - accepted);
    }
  }

  static Job queued(long id, JobRequest request, long accepted, Instant now) {
    return new Job(
        id,
        Asked.by(request),
        CallState.QUEUED,
        Answer.NONE,
        Optional.empty(),
        false,
        new Times(accepted, now, Optional.empty(), Optional.empty()));
  }

  Job startedBy(Thread holder, Instant at) {
    Times now = new Times(times.accepted, times.submitted, Optional.of(at), times.finished);
    return new Job(
        id, asked, CallState.RUNNING, answer, Optional.of(Worker.of(holder)), false, now);
  }

  Job finishedAs(CallState verdict, Answer given, boolean holds, Instant at) {
    Times now = new Times(times.accepted, times.submitted, times.started, Optional.of(at));
    return new Job(id, asked, verdict, given, thread, holds, now);
  }

  Job released() {
    return new Job(id, asked, state, answer, thread, false, times);
  }
}
