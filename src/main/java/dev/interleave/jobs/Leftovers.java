package dev.interleave.jobs;

import dev.interleave.bulkhead.Time;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last run of the service has left unfinished. What was queued is queued again. What may
 * have begun is queued again if its kind is repeatable, and is interrupted if not. Of a repeatable
 * one that was queued it is not known that it had not begun: that is not waited to be written.
 * Those for which there is no room yet wait here.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final JobStore store;
  private final OpenStrategies strategies;
  private final Time time;
  private final InstantSource clock;
  private final Consumer<JobEvent> listener;
  private final Predicate<LiveJob> begin;
  private final Map<String, Deque<LiveJob>> waiting = new HashMap<>();

  /**
   * @param listener told of those that are not queued again
   * @param begin queues one, if there is room for it
   */
  Leftovers(
      JobStore store,
      OpenStrategies strategies,
      Time time,
      InstantSource clock,
      Consumer<JobEvent> listener,
      Predicate<LiveJob> begin) {
    this.store = store;
    this.strategies = strategies;
    this.time = time;
    this.clock = clock;
    this.listener = listener;
    this.begin = begin;
  }

  void takeUp(Kinds kinds) {
    int again = 0;
    int ended = 0;
    for (Job job : store.unfinished()) {
      if (takeUp(job, kinds)) {
        again++;
      } else {
        ended++;
      }
    }
    if (again + ended > 0) {
      LOG.info(
          "jobs of the last run: {} are queued again, {} cannot be and have ended", again, ended);
    }
  }

  /** There is room for one more. */
  void takeUpMore(String strategy) {
    Deque<LiveJob> line = line(strategy);
    if (!line.isEmpty() && begin.test(line.getFirst())) {
      line.removeFirst();
    }
  }

  /** Cancels one that waits here. */
  Future<Job> cancel(Job job) {
    line(job.asked().strategy()).removeIf(live -> live.job().id().equals(job.id()));
    return end(job, JobState.CANCELLED, Job.Answer.NONE);
  }

  private boolean takeUp(Job job, Kinds kinds) {
    try {
      Kind kind =
          kinds
              .find(job.asked().kind())
              .orElseThrow(() ->
                  new InvalidValueException("kind", job.asked().kind(), "one of " + kinds.names()));
      OpenStrategy strategy = strategies.require(job.asked().strategy());
      Arguments arguments = Arguments.of(kind.arguments(), job.asked().arguments());
      boolean mayHaveBegun = job.state() == JobState.RUNNING || strategy.strategy().holdsTheLoop();
      if (mayHaveBegun && !kind.isRepeatable()) {
        end(job, JobState.INTERRUPTED, Job.Answer.NONE);
        return false;
      }
      JobRequest request = new JobRequest(kind, arguments, strategy.name(), job.asked().origin());
      Job again = job.again(kind.isRepeatable(), accepted(job));
      store
          .update(again)
          .onSuccess(written -> queue(new LiveJob(again, request, store, time, listener)));
      return true;
    } catch (InvalidValueException notThereAnyMore) {
      end(job, JobState.FAILED, Job.Answer.threw(Job.Failure.of(notThereAnyMore)));
      return false;
    }
  }

  private void queue(LiveJob live) {
    Deque<LiveJob> line = line(live.request().strategy());
    if (!line.isEmpty() || !begin.test(live)) {
      line.addLast(live);
    }
  }

  private Deque<LiveJob> line(String strategy) {
    return waiting.computeIfAbsent(strategy, name -> new ArrayDeque<>());
  }

  private Future<Job> end(Job job, JobState state, Job.Answer answer) {
    Job ended = job.finishedAs(state, answer, false, clock.instant());
    return store
        .update(ended)
        .map(written -> {
          JobEvent.history(ended).stream().reduce((earlier, later) -> later).ifPresent(listener);
          return ended;
        });
  }

  /** When it was submitted, by the clock of this process. */
  private long accepted(Job job) {
    Duration since = Duration.between(job.times().submitted(), clock.instant());
    return time.nanoTime() - since.toNanos();
  }
}
