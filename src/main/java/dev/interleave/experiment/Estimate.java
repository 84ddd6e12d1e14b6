package dev.interleave.experiment;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How long an experiment will take. It is about right for calls that wait; calls that slow each
 * other down take longer.
 *
 * @param call how long one call takes
 * @param duration of the whole experiment
 */
public record Estimate(CallTime call, Duration duration) {
  /** An experiment whose size is not given takes no longer, if that is possible. */
  private static final Duration AIM = Duration.ofSeconds(24);

  /** These fill the same number of waves of 20 or 10, or less than one. */
  private static final int[] JOBS = {200, 100, 80, 60, 40, 20, 10, 5};

  /** More of them make the intervals narrower. */
  private static final int[] REPETITIONS = {20, 15, 10, 7};

  /** What a run takes beside its calls, until all that blocked the loop has been told. */
  private static final Duration BESIDE = Duration.ofMillis(160);

  /** How long a workload will take. */
  public static Estimate of(Workload workload, CallTime call) {
    Duration all =
        workload.contenders().stream()
            .map(each -> duration(workload, each, call))
            .reduce(Duration.ZERO, Duration::plus);
    return new Estimate(call, all);
  }

  /**
   * The workload in the size that it should have where the request does not say: the most jobs with
   * which a few repetitions are short enough, and then the most repetitions.
   *
   * @param jobs what the request says
   * @param repetitions what the request says
   */
  public static Workload sized(
      Workload workload, OptionalInt jobs, OptionalInt repetitions, CallTime call) {
    int few = repetitions.orElse(REPETITIONS[REPETITIONS.length - 1]);
    Workload withJobs =
        largest(
            jobs.isPresent() ? new int[] {jobs.getAsInt()} : JOBS,
            size -> workload.sized(size, few),
            call);
    return largest(
        repetitions.isPresent() ? new int[] {repetitions.getAsInt()} : REPETITIONS,
        size -> withJobs.sized(withJobs.jobs(), size),
        call);
  }

  /** The first that is short enough, or the last. */
  private static Workload largest(int[] sizes, IntFunction<Workload> of, CallTime call) {
    return IntStream.of(sizes)
        .mapToObj(of)
        .filter(sized -> of(sized, call).duration().compareTo(AIM) <= 0)
        .findFirst()
        .orElseGet(() -> of.apply(sizes[sizes.length - 1]));
  }

  private static Duration duration(Workload workload, Contender contender, CallTime call) {
    Duration warmup = calls(workload, contender, workload.warmup(contender), call);
    Duration measured = calls(workload, contender, workload.jobs(), call);
    Duration first = calls(workload, contender, workload.firstWarmup(), call);
    return warmup.plus(measured).plus(BESIDE).multipliedBy(workload.repetitions()).plus(first);
  }

  private static Duration calls(Workload workload, Contender contender, int count, CallTime call) {
    int threads = Math.min(contender.strategy().sideBySide(), workload.inFlight(contender));
    int waves = Math.ceilDiv(count, call.sideBySide(Math.max(1, threads)));
    Duration calling = call.of(contender).multipliedBy(waves);
    if (workload.rate().isEmpty()) {
      return calling;
    }
    Duration arriving =
        Duration.ofSeconds(1).multipliedBy(count).dividedBy(workload.rate().getAsInt());
    return arriving.compareTo(calling) > 0 ? arriving : calling;
  }
}
