package dev.interleave.experiment;

import dev.interleave.config.Settings;
import dev.interleave.jobs.JobRequest;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.jobs.Origin;
import dev.interleave.values.Durations;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What an experiment is asked to do.
 *
 * @param kind the kind of work
 * @param arguments its arguments
 * @param strategies those that are compared, at least one
 * @param jobs how many are measured in each run, at least 1
 * @param concurrency how many are in flight at the most; without it, as many as each strategy has
 *     room for
 * @param rate how many arrive in a second, whether or not those before have ended (an open loop);
 *     not with a concurrency
 * @param warmup jobs before each run that are not measured, 0 or more
 * @param repetitions runs of each strategy, at least 1
 * @param seed decides the order in which the strategies run
 * @param origin the request that all its jobs come from
 */
public record Workload(
    Kind kind,
    Arguments arguments,
    List<OpenStrategy> strategies,
    int jobs,
    OptionalInt concurrency,
    OptionalInt rate,
    int warmup,
    int repetitions,
    long seed,
    Origin origin) {

  /**
   * @throws InvalidValueException if there is no strategy, if a rate and a concurrency are given,
   *     if a strategy has no room for the concurrency, or if one does not accept the arguments
   */
  public Workload {
    if (strategies.isEmpty()) {
      throw new InvalidValueException(
          "strategies", "all", "strategies that are switched on, and none is");
    }
    if (rate.isPresent() && concurrency.isPresent()) {
      throw new InvalidValueException(
          "concurrency",
          String.valueOf(concurrency.getAsInt()),
          "either a concurrency or a rate: at a rate, jobs arrive whatever is in flight");
    }
    for (OpenStrategy strategy : strategies) {
      strategy.requireShort(arguments);
      concurrency.ifPresent(inFlight -> requireRoom(strategy, inFlight));
    }
  }

  /** The names of the strategies that are compared. */
  public List<String> strategyNames() {
    return strategies.stream().map(OpenStrategy::name).toList();
  }

  void requireWithin(Settings.Experiments bounds) {
    long turns = (long) strategies.size() * repetitions;
    long all = (jobs + warmup) * turns;
    if (all > bounds.maxJobs()) {
      throw new InvalidValueException(
          "jobs",
          String.valueOf(jobs),
          "(jobs + warm-up) × strategies × repetitions up to %d; this would be %d"
              .formatted(bounds.maxJobs(), all));
    }
    rate.ifPresent(perSecond -> {
      Duration arrivals = Duration.ofSeconds(all / perSecond);
      if (arrivals.compareTo(bounds.maxDuration()) > 0) {
        throw new InvalidValueException(
            "rate",
            String.valueOf(perSecond),
            "so many that all jobs arrive within %s; these would take %s"
                .formatted(Durations.print(bounds.maxDuration()), Durations.print(arrivals)));
      }
    });
  }

  /** How many jobs are in flight at the most by a strategy; at a rate, that is not limited. */
  int inFlight(OpenStrategy strategy) {
    return Math.min(jobs, concurrency.orElse(strategy.room()));
  }

  JobRequest request(OpenStrategy strategy) {
    return new JobRequest(kind, arguments, strategy.name(), origin);
  }

  private static void requireRoom(OpenStrategy strategy, int inFlight) {
    if (inFlight > strategy.room()) {
      throw new InvalidValueException(
          "concurrency",
          String.valueOf(inFlight),
          "up to %d by %s: its concurrency and its queue; without a concurrency, each strategy"
                  .formatted(strategy.room(), strategy.name())
              + " has as many in flight as it has room for");
    }
  }
}
