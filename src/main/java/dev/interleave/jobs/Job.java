package dev.interleave.jobs;

import dev.interleave.monitor.Loop;
import dev.interleave.values.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands at one moment. Immutable; a change makes a new one.
 *
 * @param id no other job has it, also after a restart
 * @param number 1 for the first, and one more for each: its name for people. Numbers go on after a
 *     restart if jobs are stored
 * @param attempt how often its call may have been made: 1, and of a repeatable kind one more after
 *     each restart that found it unfinished
 * @param thread the thread that makes or made the call; empty while the call has not begun
 * @param holdsThread whether the call was stopped and its thread has not come back yet
 */
public record Job(
    UUID id,
    long number,
    int attempt,
    Asked asked,
    JobState state,
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
   */
  public record Asked(String kind, Map<String, String> arguments, String strategy, Origin origin) {
    static Asked by(JobRequest request) {
      return new Asked(
          request.kind().name(),
          request.arguments().written(),
          request.strategy(),
          request.origin());
    }
  }

  /**
   * What came of the call. Both are empty until it has ended, and when it was stopped.
   *
   * @param result what it returned, in plain values: text, numbers, booleans, and lists and maps of
   *     these
   * @param error what it threw
   * @param bytes about how much memory both take
   */
  public record Answer(Optional<Object> result, Optional<Failure> error, int bytes) {
    /** Nothing came of it, or not yet. */
    public static final Answer NONE = new Answer(Optional.empty(), Optional.empty(), 0);

    private static final int SMALL = 1024;

    /** Reads all of the result, so it is called on the thread of the call. */
    public static Answer returned(@Nullable Object plain) {
      return new Answer(Optional.ofNullable(plain), Optional.empty(), Footprint.of(plain));
    }

    /** It threw. */
    public static Answer threw(Failure failure) {
      return new Answer(Optional.empty(), Optional.of(failure), Footprint.of(failure));
    }

    boolean isSmall() {
      return bytes <= SMALL;
    }

    /** An "…" stands for the result, and a long message is cut. */
    private Answer brief() {
      return error.isPresent() ? threw(error.get().brief()) : returned(PlainText.CUT);
    }
  }

  /**
   * What a call threw.
   *
   * @param type the name of its class
   * @param message at most 10,000 characters of what it says, and "…" if it says more
   */
  public record Failure(String type, String message) {
    private static final int CHARACTERS = 10_000;
    private static final int NAME = 300;
    private static final int FEW = 500;

    /** Runs code of {@code thrown}, so it is called on the thread that threw it. */
    static Failure of(Throwable thrown) {
      return new Failure(
          PlainText.line(thrown.getClass().getName(), NAME), PlainText.message(thrown, CHARACTERS));
    }

    Failure brief() {
      return new Failure(type, PlainText.cut(message, FEW));
    }
  }

  /**
   * The thread of a call.
   *
   * @param id its {@link Thread#threadId()}, which no other thread of the process ever has; its
   *     name may not be unique. 0 for a thread of an earlier run of the service
   * @param name one line, and at most 100 characters, with "…" for those that are left out: a call
   *     may have given it to its thread
   */
  public record Worker(long id, String name, boolean daemon, boolean virtual) {
    private static final int NAME = 100;

    /** Whether it is the thread of an event loop. */
    public boolean isOf(Loop loop) {
      return id == loop.threadId();
    }

    static Worker of(Thread thread) {
      return new Worker(
          thread.threadId(),
          PlainText.line(thread.getName(), NAME),
          thread.isDaemon(),
          thread.isVirtual());
    }
  }

  /**
   * When things happened.
   *
   * @param accepted when it was submitted, by {@link dev.interleave.bulkhead.Time#nanoTime()}; the
   *     other times are derived from it. 0 for a job that only the store knows
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

    /** One of the other times, by {@link dev.interleave.bulkhead.Time#nanoTime()}. */
    public long nanoTime(Instant one) {
      return accepted + Duration.between(submitted, one).toNanos();
    }

    Times startedAt(Instant at) {
      return new Times(accepted, submitted, Optional.of(at), finished);
    }

    Times finishedAt(Instant at) {
      return new Times(accepted, submitted, started, Optional.of(at));
    }

    /** A moment of {@link dev.interleave.bulkhead.Time#nanoTime()} by the wall clock. */
    Instant at(long nanoTime) {
      return submitted.plusNanos(nanoTime - accepted);
    }
  }

  static Job queued(UUID id, long number, JobRequest request, long accepted, Instant now) {
    return new Job(
        id,
        number,
        1,
        Asked.by(request),
        JobState.QUEUED,
        Answer.NONE,
        Optional.empty(),
        false,
        new Times(accepted, now, Optional.empty(), Optional.empty()));
  }

  /**
   * Queued once more, after a restart.
   *
   * @param mayHaveBegun whether its call may have been made before
   * @param accepted when it was submitted, by the clock of this process
   */
  Job again(boolean mayHaveBegun, long accepted) {
    return new Job(
        id,
        number,
        mayHaveBegun ? attempt + 1 : attempt,
        asked,
        JobState.QUEUED,
        Answer.NONE,
        Optional.empty(),
        false,
        new Times(accepted, times.submitted, Optional.empty(), Optional.empty()));
  }

  Job startedBy(Thread holder, Instant at) {
    return new Job(
        id,
        number,
        attempt,
        asked,
        JobState.RUNNING,
        answer,
        Optional.of(Worker.of(holder)),
        false,
        times.startedAt(at));
  }

  Job finishedAs(JobState verdict, Answer given, boolean holds, Instant at) {
    return new Job(id, number, attempt, asked, verdict, given, thread, holds, times.finishedAt(at));
  }

  Job released() {
    return new Job(id, number, attempt, asked, state, answer, thread, false, times);
  }

  /** As it stood before its call began. */
  Job whenQueued() {
    return again(false, times.accepted);
  }

  /** As it stood when its call began. */
  Job whenStarted() {
    return new Job(
        id,
        number,
        attempt,
        asked,
        JobState.RUNNING,
        Answer.NONE,
        thread,
        false,
        new Times(times.accepted, times.submitted, times.started, Optional.empty()));
  }

  /** The same, but an "…" stands for a large result, and a long message of an error is cut. */
  Job brief() {
    return answer.isSmall()
        ? this
        : new Job(id, number, attempt, asked, state, answer.brief(), thread, holdsThread, times);
  }

  /** About how many bytes of memory it takes to keep it. */
  public int bytes() {
    return Footprint.JOB + Footprint.of(asked) + answer.bytes();
  }
}
