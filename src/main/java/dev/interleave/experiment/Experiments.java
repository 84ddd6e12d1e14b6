package dev.interleave.experiment;

import dev.interleave.config.Settings;
import dev.interleave.feed.Feed;
import dev.interleave.values.InvalidValueException;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * The experiments that are kept, of which one at a time is running. Every method is called on the
 * service's context.
 */
public final class Experiments {
  private final Surroundings around;
  private final Settings.Experiments settings;
  private final SequencedMap<Long, LiveExperiment> experiments = new LinkedHashMap<>();
  private volatile Optional<LiveExperiment> running = Optional.empty();
  private long lastId;

  /** Starts without experiments. */
  public Experiments(Surroundings around, Settings.Experiments settings) {
    this.around = around;
    this.settings = settings;
  }

  /**
   * Starts one. It goes on whether or not anybody watches.
   *
   * @param estimate how long it will take
   * @throws InvalidValueException if the workload is beyond the bounds
   * @throws ExperimentRunningException if one is under way
   * @throws dev.interleave.jobs.ShuttingDownException if the service is shutting down
   */
  public Experiment start(Workload workload, Estimate estimate) {
    requireAllowed(workload);
    requireNoneRunning();
    around.jobs().requireOpen();
    LiveExperiment live =
        new LiveExperiment(++lastId, workload, estimate, around, settings.maxDuration());
    experiments.put(lastId, live);
    if (experiments.size() > settings.keep()) {
      experiments.pollFirstEntry();
    }
    running = Optional.of(live);
    live.over().onComplete(over -> running = Optional.empty());
    live.play();
    return live.snapshot();
  }

  /**
   * Makes sure that a workload is within the bounds.
   *
   * @throws InvalidValueException if it is not
   */
  public void requireAllowed(Workload workload) {
    workload.requireWithin(settings);
  }

  /**
   * Makes sure that another one can be started.
   *
   * @throws ExperimentRunningException if one is under way
   */
  public void requireNoneRunning() {
    running.ifPresent(live -> {
      throw new ExperimentRunningException(live.snapshot());
    });
  }

  /**
   * How long a call of a workload takes: as long as its arguments say, or else as one call takes
   * that is made for it.
   */
  public Future<CallTime> callTime(Workload workload) {
    return new Probe(around).callTime(workload);
  }

  /** Whether one is under way; called on any thread. */
  public boolean isRunning() {
    return running.isPresent();
  }

  /** One that is kept, as it stands. */
  public Optional<Experiment> find(long id) {
    return Optional.ofNullable(experiments.get(id)).map(LiveExperiment::snapshot);
  }

  /** Those that are kept, as they stand. */
  public Stream<Experiment> newestFirst() {
    return experiments.reversed().values().stream().map(LiveExperiment::snapshot);
  }

  /** What happens in one that is kept; the feed ends with it. */
  public Feed<Experiment.Event> events(long id) {
    return kept(id).events();
  }

  /**
   * Stops one that is kept, with the jobs that it has in flight.
   *
   * @return completes with the experiment when it is over
   */
  public Future<Experiment> cancel(long id) {
    LiveExperiment live = kept(id);
    live.stop(Experiment.State.CANCELLED);
    return live.over();
  }

  /** Stops the one that is running. Completes when it is over. */
  public Future<Void> close() {
    return running
        .map(LiveExperiment::snapshot)
        .map(experiment -> cancel(experiment.id()).<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private LiveExperiment kept(long id) {
    return Objects.requireNonNull(experiments.get(id), "an experiment that is kept");
  }
}
