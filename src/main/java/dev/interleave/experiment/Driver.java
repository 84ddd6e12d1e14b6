package dev.interleave.experiment;

import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.bulkhead.Time;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobRequest;
import dev.interleave.jobs.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Submits a number of jobs, in a closed loop (a new one when one has ended, so many in flight) or
 * in an open one (at a rate, whatever becomes of them).
 */
final class Driver {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Submitted in one go; others have their turn on the service's loop before the next. */
  private static final int PORTION = 100;

  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(10);

  private final Jobs jobs;
  private final Time time;
  private final JobRequest request;
  private final Pace pace;
  private final Consumer<Runnable> nextTurn;
  private final IntConsumer progress;
  private final Instant begun;
  private final long start;
  private final List<MeasuredCall> calls = new ArrayList<>();
  private final Set<Long> inFlight = new LinkedHashSet<>();
  private final Promise<Driven> promise = Promise.promise();
  private int next;
  private int rejected;
  private boolean stopped;

  /**
   * How jobs follow each other.
   *
   * @param count how many there are
   * @param inFlight how many at the most have not ended; not used at a rate
   * @param rate how many arrive in a second
   */
  record Pace(int count, int inFlight, OptionalInt rate) {}

  /**
   * What became of them.
   *
   * @param begun when the first was submitted
   * @param calls those that were accepted, in the order of their ends
   * @param rejected how many were not, at a rate
   */
  record Driven(Instant begun, List<MeasuredCall> calls, int rejected) {}

  /**
   * @param nextTurn runs something after what waits already on the service's context
   * @param progress told how many jobs have ended or were rejected
   */
  Driver(
      Jobs jobs,
      Time time,
      InstantSource clock,
      JobRequest request,
      Pace pace,
      Consumer<Runnable> nextTurn,
      IntConsumer progress) {
    this.jobs = jobs;
    this.time = time;
    this.request = request;
    this.pace = pace;
    this.nextTurn = nextTurn;
    this.progress = progress;
    this.begun = clock.instant();
    this.start = time.nanoTime();
  }

  /**
   * Starts.
   *
   * @return completes when each has ended or was rejected
   */
  Future<Driven> drive() {
    if (pace.rate().isPresent()) {
      arrive();
    } else {
      refill();
    }
    completeAtTheEnd();
    return promise.future();
  }

  /** Submits no more, and cancels those in flight. */
  void stop() {
    stopped = true;
    List.copyOf(inFlight).forEach(jobs::cancelIfKept);
    completeAtTheEnd();
  }

  private boolean hasNext() {
    return !stopped && next < pace.count();
  }

  private void refill() {
    for (int i = 0; i < PORTION && hasRoom(); i++) {
      if (!submit(sinceStart())) {
        // Others have filled the queue; in a closed loop a job waits outside for its turn.
        next--;
        if (inFlight.isEmpty()) {
          time.after(UNTIL_THERE_IS_ROOM, this::refill);
        }
        return;
      }
    }
    if (hasRoom()) {
      nextTurn.accept(this::refill);
    }
  }

  private boolean hasRoom() {
    return hasNext() && inFlight.size() < pace.inFlight();
  }

  private void arrive() {
    for (int i = 0; i < PORTION && isDue(); i++) {
      if (!submit(due())) {
        rejected++;
        tell();
      }
    }
    if (isDue()) {
      nextTurn.accept(this::arrive);
    } else if (hasNext()) {
      time.after(Duration.ofNanos(due() - sinceStart()), this::arrive);
    }
    completeAtTheEnd();
  }

  private boolean isDue() {
    return hasNext() && due() <= sinceStart();
  }

  private long due() {
    return next * SECOND / pace.rate().orElseThrow();
  }

  private long sinceStart() {
    return time.nanoTime() - start;
  }

  private boolean submit(long due) {
    next++;
    try {
      Job job = jobs.submit(request);
      inFlight.add(job.id());
      jobs.end(job.id()).onSuccess(ended -> ended(MeasuredCall.of(ended, start, due)));
      return true;
    } catch (CallRejectedException full) {
      return false;
    }
  }

  private void ended(MeasuredCall call) {
    inFlight.remove(call.job());
    calls.add(call);
    tell();
    if (pace.rate().isEmpty()) {
      refill();
    }
    completeAtTheEnd();
  }

  private void tell() {
    if (!stopped) {
      progress.accept(calls.size() + rejected);
    }
  }

  private void completeAtTheEnd() {
    if (!hasNext() && inFlight.isEmpty()) {
      promise.tryComplete(new Driven(begun, List.copyOf(calls), rejected));
    }
  }
}
