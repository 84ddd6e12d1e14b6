package dev.interleave.experiment;

import dev.interleave.experiment.Driver.Driven;
import dev.interleave.experiment.Experiment.Event;
import dev.interleave.experiment.Experiment.Progress;
import dev.interleave.feed.Feed;
import dev.interleave.loop.Tick;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Window;
import dev.interleave.timeline.BlockReport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One experiment from its first run to its end. */
final class LiveExperiment {
  private static final int EVENTS_IN_A_RUN = Experiment.STEPS + 2;
  private static final Logger LOG = LoggerFactory.getLogger(LiveExperiment.class);

  private final long id;
  private final Workload workload;
  private final Estimate estimate;
  private final Surroundings around;
  private final Duration maxDuration;
  private final List<Turn> turns;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, Result> results = new LinkedHashMap<>();
  private final Feed<Event> events;
  private final Instant started;

  /** The same moment by {@link System#nanoTime()}. */
  private final long origin;

  private final Promise<Experiment> over = Promise.promise();
  private final Promise<Void> stopped = Promise.promise();
  private Experiment.State state = Experiment.State.RUNNING;
  private Optional<Instant> finished = Optional.empty();
  private Progress progress;
  private Optional<Driver> driver = Optional.empty();

  LiveExperiment(
      long id, Workload workload, Estimate estimate, Surroundings around, Duration maxDuration) {
    this.id = id;
    this.workload = workload;
    this.estimate = estimate;
    this.around = around;
    this.maxDuration = maxDuration;
    this.turns = Turn.all(workload);
    this.events = new Feed<>(turns.size() * EVENTS_IN_A_RUN + 2);
    this.started = around.clock().instant();
    this.origin = around.time().nanoTime();
    this.progress = progress(turns.getFirst(), true, 0);
    workload.contenders().forEach(each -> tallies.put(each.name(), new Tally(each, workload)));
  }

  /** The experiment as it stands. */
  Experiment snapshot() {
    return new Experiment(
        id,
        workload,
        estimate,
        state,
        started,
        finished,
        progress,
        workload.names().stream().flatMap(name -> Stream.ofNullable(results.get(name))).toList());
  }

  Feed<Event> events() {
    return events;
  }

  /** Completes when it is over, however it ended. */
  Future<Experiment> over() {
    return over.future();
  }

  /** Goes through all of its runs. */
  void play() {
    Runnable alarm = around.time().after(maxDuration, () -> stop(Experiment.State.TIMED_OUT));
    Future<Void> all = Future.succeededFuture();
    tell(progress(turns.getFirst(), true, 0), 0);
    for (Turn turn : Turn.toWarmUp(workload)) {
      all = all.compose(v -> warmUp(turn, workload.firstWarmup())).mapEmpty();
    }
    for (Turn turn : turns) {
      all = all.compose(v -> take(turn));
    }
    all.onComplete(done -> {
      alarm.run();
      end(done.succeeded() ? Experiment.State.FINISHED : why(done.cause()));
    });
  }

  /** Ends it early, with the jobs that it has in flight; does nothing if it has ended. */
  void stop(Experiment.State why) {
    stopped.tryFail(new StoppedException(why));
    driver.ifPresent(Driver::stop);
  }

  /** The experiment was ended early. */
  private static final class StoppedException extends CancellationException {
    private static final long serialVersionUID = 1L;
    private final Experiment.State why;

    StoppedException(Experiment.State why) {
      super("stopped");
      this.why = why;
    }
  }

  private Future<Void> take(Turn turn) {
    return unlessStopped(Future.succeededFuture())
        .compose(v -> {
          if (turn.position() > 1) {
            tell(progress(turn, true, 0), 0);
          }
          return warmUp(turn, workload.warmup(turn.contender()));
        })
        .compose(warm -> unlessStopped(loopIsMeasured()))
        .compose(v -> measure(turn));
  }

  private Future<Driven> warmUp(Turn turn, int jobs) {
    return unlessStopped(Future.succeededFuture()).compose(v -> drive(turn, jobs, true));
  }

  private Future<Void> measure(Turn turn) {
    Recording recording = new Recording(around);
    Resident resident = Resident.watch(around.time());
    Window window = around.monitor().openWindow();
    Usage usage = Usage.now();
    return drive(turn, workload.jobs(), false)
        .compose(driven -> {
          Usage used = Usage.now().since(usage);
          resident.stop();
          return unlessStopped(loopIsMeasured())
              .map(v -> window.read())
              .map(lateness ->
                  new Measurement(
                      lateness.loops().getOrDefault(around.loop().loop(), Lateness.NONE),
                      lateness.control(),
                      used,
                      resident.most(),
                      driven.rejected(),
                      recording.otherJobs(driven.calls())))
              .compose(measured ->
                  unlessStopped(after(around.monitor().toTell()))
                      .compose(told -> add(turn, driven, recording, measured)));
        })
        .onComplete(done -> {
          recording.stop();
          resident.stop();
          window.close();
        });
  }

  /**
   * Adds up a run. Not on the service's loop, because that takes a while when the jobs are many.
   */
  private Future<Void> add(Turn turn, Driven driven, Recording recording, Measurement measured) {
    Tally tally = Objects.requireNonNull(tallies.get(turn.contender().name()));
    long makespan = driven.calls().stream().mapToLong(MeasuredCall::ended).max().orElse(0);
    long end = driven.start() + makespan;
    List<Tick> ticks = recording.ticksBefore(end);
    List<BlockReport> blocks = recording.blocksBefore(end);
    return around
        .here()
        .executeBlocking(
            () -> {
              int permits = Math.min(tally.permits(), permits(turn));
              boolean atARate = workload.rate().isPresent();
              tally.add(
                  new Run(
                      turn.contender().name(),
                      turn.repetition(),
                      turn.position(),
                      around.loop().loop(),
                      started.plusNanos(driven.start() - origin),
                      driven.start(),
                      Duration.ofNanos(makespan),
                      Duration.ofNanos(Ideal.makespan(driven.calls(), permits, atARate)),
                      Duration.ofNanos(measured.late().corrected().max()),
                      driven.calls(),
                      ticks,
                      blocks,
                      RunLateness.of(measured.late(), measured.control())),
                  measured);
              return tally.result();
            },
            false)
        .map(result -> {
          results.put(result.strategy(), result);
          events.publish(new Event.Measured(snapshot(), result));
          return null;
        });
  }

  private int permits(Turn turn) {
    return workload.rate().isPresent() ? Integer.MAX_VALUE : workload.inFlight(turn.contender());
  }

  private Future<Driven> drive(Turn turn, int count, boolean warmsUp) {
    int[] steps = {0};
    Driver next =
        new Driver(
            around,
            workload.request(turn.contender()),
            new Driver.Pace(count, workload.inFlight(turn.contender()), workload.rate()),
            done -> {
              progress = progress(turn, warmsUp, done);
              int reached = warmsUp ? 0 : done * Experiment.STEPS / count;
              if (reached > steps[0]) {
                tell(progress, reached - steps[0]);
                steps[0] = reached;
              }
            });
    driver = Optional.of(next);
    return unlessStopped(next.drive());
  }

  /**
   * Completes when the loop is free and one interval has passed: by then its lateness is recorded.
   */
  private Future<Void> loopIsMeasured() {
    Promise<Void> measured = Promise.promise();
    around
        .loop()
        .call(vertx -> Future.succeededFuture())
        .onSuccess(free ->
            around
                .here()
                .runOnContext(
                    v -> after(around.monitor().options().interval()).onComplete(measured)));
    return measured.future();
  }

  private Future<Void> after(Duration delay) {
    Promise<Void> later = Promise.promise();
    around.time().after(delay, later::complete);
    return later.future();
  }

  /** The same future, but it fails at once when the experiment is ended early. */
  private <T> Future<T> unlessStopped(Future<T> future) {
    Promise<T> first = Promise.promise();
    stopped.future().onFailure(first::tryFail);
    future.onComplete(done -> {
      if (done.succeeded()) {
        first.tryComplete(done.result());
      } else {
        first.tryFail(done.cause());
      }
    });
    return first.future();
  }

  private void end(Experiment.State how) {
    state = how;
    finished = Optional.of(around.clock().instant());
    tallies.clear();
    events.publish(new Event.Ended(snapshot()));
    events.end();
    over.complete(snapshot());
  }

  private Experiment.State why(Throwable cause) {
    if (cause instanceof StoppedException early) {
      return early.why;
    }
    LOG.error("experiment {} failed", id, cause);
    return Experiment.State.FAILED;
  }

  private Progress progress(Turn turn, boolean warmsUp, int done) {
    return new Progress(
        turn.position(),
        turns.size(),
        turn.contender().name(),
        turn.repetition(),
        warmsUp,
        done,
        warmsUp ? workload.warmup(turn.contender()) : workload.jobs());
  }

  private void tell(Progress now, int steps) {
    progress = now;
    events.publish(new Event.Progressed(now, steps));
  }
}
