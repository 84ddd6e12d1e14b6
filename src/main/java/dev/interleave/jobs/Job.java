package dev.interleave.jobs;

import dev.interleave.bulkhead.CallState;
import dev.interleave.values.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands at one moment. Immutable; a change makes a new one.
 *
 * @param id 1 for the first, and one more for each
 * @param arguments as they are written
 * @param result what the call returned, in plain values: text, numbers, booleans, and lists and
 *     maps of these
 * @param error the type and message of what the call threw
 * @param thread the thread that ran or runs the call
 * @param holdsThread whether the call was stopped and its thread has not come back yet
 * @param accepted when it was submitted, by {@link dev.interleave.bulkhead.Time#nanoTime()}; the
 *     other times are told from there
 * @param queueWait from its acceptance to its start
 * @param run from its start to its end
 */
public record Job(
    long id,
    String kind,
    Map<String, String> arguments,
    String strategy,
    String requestId,
    CallState state,
    Optional<Object> result,
    Optional<Failure> error,
    Optional<Worker> thread,
    boolean holdsThread,
    long accepted,
    Instant submitted,
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<Duration> queueWait,
    Optional<Duration> run) {

  /**
   * What a call threw.
   *
   * @param type the name of its class
   * @param message at most 10,000 characters of what it says, and "…" if it says more
   */
  public record Failure(String type, String message) {
    private static final int CHARACTERS = 10_000;

    /** Runs the code of {@code thrown}, and belongs on the thread on which it was thrown. */
    static Failure of(Throwable thrown) {
      return new Failure(thrown.getClass().getName(), PlainText.message(thrown, CHARACTERS));
    }
  }

  /** The thread of a call. */
  public record Worker(String name, boolean daemon, boolean virtual) {
    static Worker of(Thread thread) {
      return new Worker(thread.getName(), thread.isDaemon(), thread.isVirtual());
    }
  }

  static Job queued(long id, JobRequest request, long accepted, Instant now) {
    return new Job(
        id,
        request.kind().name(),
        request.arguments().written(),
        request.strategy(),
        request.requestId(),
        CallState.QUEUED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        accepted,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Job startedBy(Thread holder, Instant at, Duration waited) {
    return new Job(
        id,
        kind,
        arguments,
        strategy,
        requestId,
        CallState.RUNNING,
        result,
        error,
        Optional.of(Worker.of(holder)),
        false,
        accepted,
        submitted,
        Optional.of(at),
        finished,
        Optional.of(waited),
        run);
  }

  Job finishedAs(
      CallState verdict,
      Optional<Object> value,
      Optional<Failure> failure,
      boolean holds,
      Instant at,
      Optional<Duration> ran) {
    return new Job(
        id,
        kind,
        arguments,
        strategy,
        requestId,
        verdict,
        value,
        failure,
        thread,
        holds,
        accepted,
        submitted,
        started,
        Optional.of(at),
        queueWait,
        ran);
  }

  Job released() {
    return new Job(
        id, kind, arguments, strategy, requestId, state, result, error, thread, false, accepted,
        submitted, started, finished, queueWait, run);
  }
}
