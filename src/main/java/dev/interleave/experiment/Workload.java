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
 * @param arguments its arguments; a contender may have others
 * @param contenders those that are compared, at least one
 * @param jobs how many are measured in each run, at least 1
 * @param pools how many are in flight if the next two are empty
 * @param concurrency how many are in flight at the most by each; not with configured pools
 * @param rate how many arrive in a second, whether or not those before have ended (an open loop);
 *     not with a concurrency
 * @param warmup jobs before each run that are not measured, 0 or more; without it, as many as the
 *     contender makes side by side, so that all of its threads have been at work
 * @param repetitions runs of each contender, at least 1
 * @param seed decides the order in which the contenders run
 * @param origin the request that all its jobs come from
 */
public record Workload(
    Kind kind,
    Arguments arguments,
    List<Contender> contenders,
    int jobs,
    Pools pools,
    OptionalInt concurrency,
    OptionalInt rate,
    OptionalInt warmup,
    int repetitions,
    long seed,
    Origin origin) {

  private static final int WARMUP_AT_MOST = 50;

  /**
   * @throws InvalidValueException if there is no contender, if concurrency, rate and pools
   *     contradict each other, if a strategy has no room for the concurrency, or if one does not
   *     accept the arguments
   */
  public Workload {
    if (contenders.isEmpty()) {
      throw new InvalidValueException(
          "strategies", "all", "strategies that are switched on, and none is");
    }
    if (rate.isPresent() && concurrency.isPresent()) {
      throw new InvalidValueException(
          "concurrency",
          String.valueOf(concurrency.getAsInt()),
          "either a concurrency or a rate: at a rate, jobs arrive whatever is in flight");
    }
    if (pools == Pools.CONFIGURED && concurrency.isPresent()) {
      throw new InvalidValueException(
          "pools",
          pools.toString(),
          "either a concurrency or configured pools, whose configuration has one");
    }
    for (Contender contender : contenders) {
      contender.strategy().requireShort(contender.arguments());
      concurrency.ifPresent(inFlight -> requireRoom(contender, inFlight));
    }
  }

  /** The same with other numbers of jobs and repetitions. */
  Workload sized(int otherJobs, int otherRepetitions) {
    return new Workload(
        kind,
        arguments,
        contenders,
        otherJobs,
        pools,
        concurrency,
        rate,
        warmup,
        otherRepetitions,
        seed,
        origin);
  }

  /** The names of those that are compared. */
  public List<String> names() {
    return contenders.stream().map(Contender::name).toList();
  }

  /** How many pairs of contenders can be compared; 1 if there is only one contender. */
  public int pairs() {
    return Math.max(1, contenders.size() * (contenders.size() - 1) / 2);
  }

  void requireWithin(Settings.Experiments bounds) {
    long all = allJobs();
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

  /** How many jobs it makes in all, with those that warm up. */
  public long allJobs() {
    return contenders.stream()
        .mapToLong(each -> (long) repetitions * (jobs + warmup(each)) + firstWarmup())
        .sum();
  }

  /**
   * How many jobs are in flight at the most by each contender; empty if each has its own number.
   */
  public OptionalInt inFlightByEach() {
    return rate.isPresent() || pools == Pools.CONFIGURED
        ? OptionalInt.empty()
        : OptionalInt.of(concurrency.orElse(common()));
  }

  /** How many jobs are in flight at the most by a contender; at a rate, that is not limited. */
  public int inFlight(Contender contender) {
    int room = contender.strategy().room();
    return Math.min(jobs, Math.min(room, inFlightByEach().orElse(room)));
  }

  /** How many jobs of a contender warm up before each of its runs. */
  int warmup(Contender contender) {
    int useful = Math.min(contender.strategy().sideBySide(), common());
    return warmup.orElse(Math.min(WARMUP_AT_MOST, Math.min(jobs, useful)));
  }

  /**
   * How many jobs of each contender warm up before the first round. They are more, because at first
   * the compiler has its share in every run.
   */
  int firstWarmup() {
    return warmup.equals(OptionalInt.of(0)) ? 0 : Math.min(jobs, WARMUP_AT_MOST);
  }

  JobRequest request(Contender contender) {
    return new JobRequest(kind, contender.arguments(), contender.strategy().name(), origin);
  }

  /**
   * The smallest concurrency of those that make calls side by side: as many as all of them can
   * make. Without one of these, what all have room for.
   */
  private int common() {
    return contenders.stream()
        .mapToInt(each -> each.strategy().sideBySide())
        .filter(sideBySide -> sideBySide > 1)
        .min()
        .orElseGet(
            () -> contenders.stream().mapToInt(each -> each.strategy().room()).min().orElse(1));
  }

  private static void requireRoom(Contender contender, int inFlight) {
    OpenStrategy strategy = contender.strategy();
    if (inFlight > strategy.room()) {
      throw new InvalidValueException(
          "concurrency",
          String.valueOf(inFlight),
          "up to %d by %s: its concurrency and its queue; without a concurrency, each strategy"
                  .formatted(strategy.room(), strategy.name())
              + " has at most as many in flight as it has room for");
    }
  }
}
