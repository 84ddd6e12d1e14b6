package dev.interleave.experiment;

import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Submits a number of jobs. In a closed loop a new job follows when one has ended, so that a fixed
 * number is in flight. In an open loop jobs arrive at a rate, whatever becomes of them.
 */
final class Driver {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * How many are submitted in one go. Others have their turn on the service's loop before the next.
   */
  private static final int PORTION = 100;

  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(10);

  private final Surroundings around;
  private final JobRequest request;
  private final Pace pace;
  private final IntConsumer progress;
  private final long start;
  private final List<MeasuredCall> calls = new ArrayList<>();
  private final Set<UUID> inFlight = new LinkedHashSet<>();
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
   * @param start when the first was submitted, by {@link System#nanoTime()}
   * @param calls those that were accepted, in the order of their ends
   * @param rejected how many were not, at a rate
   */
  record Driven(long start, List<MeasuredCall> calls, int rejected) {}

  /**
   * @param progress called with how many jobs have ended or were rejected
   */
  Driver(Surroundings around, JobRequest request, Pace pace, IntConsumer progress) {
    this.around = around;
    this.request = request;
    this.pace = pace;
    this.progress = progress;
    this.start = around.time().nanoTime();
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
    List.copyOf(inFlight).forEach(around.jobs()::cancelHere);
    completeAtTheEnd();
  }

  private boolean hasNext() {
    return !stopped && next < pace.count();
  }

  private void refill() {
    for (int i = 0; i < PORTION && hasRoom(); i++) {
      if (!submit(sinceStart())) {
        // Others have filled the queue. In a closed loop the job is not lost: it is submitted
        // later.
        next--;
        if (inFlight.isEmpty()) {
          around.time().after(UNTIL_THERE_IS_ROOM, this::refill);
        }
        return;
      }
    }
    if (hasRoom()) {
      afterOthers(this::refill);
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
      afterOthers(this::arrive);
    } else if (hasNext()) {
      around.time().after(Duration.ofNanos(due() - sinceStart()), this::arrive);
    }
    completeAtTheEnd();
  }

  /** Runs an action after all that waits on the service's context already. */
  private void afterOthers(Runnable action) {
    around.here().runOnContext(v -> action.run());
  }

  private boolean isDue() {
    return hasNext() && due() <= sinceStart();
  }

  private long due() {
    return next * SECOND / pace.rate().orElseThrow();
  }

  private long sinceStart() {
    return around.time().nanoTime() - start;
  }

  private boolean submit(long due) {
    next++;
    try {
      Job job = around.jobs().submit(request);
      inFlight.add(job.id());
      around
          .jobs()
          .end(job)
          .onSuccess(ended -> {
            inFlight.remove(ended.id());
            ended(MeasuredCall.of(ended, around.loop().loop(), start, due));
          });
      return true;
    } catch (CallRejectedException full) {
      return false;
    }
  }

  private void ended(MeasuredCall call) {
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
      promise.tryComplete(new Driven(start, List.copyOf(calls), rejected));
    }
  }
}
