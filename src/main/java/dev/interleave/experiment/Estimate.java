package dev.interleave.experiment;

import java.time.Duration;

/**
 * How long an experiment will take. It is about right for calls that wait; calls that slow each
 * other down take longer.
 *
 * @param call how long one call takes
 * @param duration of the whole experiment
 */
public record Estimate(CallTime call, Duration duration) {
  /** An experiment without a number of jobs takes no longer, if there is such a number. */
  private static final Duration AIM = Duration.ofSeconds(24);

  /** These fill the same number of waves of 20 or 10, or less than one. */
  private static final int[] JOBS = {100, 80, 60, 40, 20, 10, 5};

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

  /** The workload with as many jobs as it should have if the request does not say. */
  public static Workload sized(Workload workload, CallTime call) {
    Workload sized = workload;
    for (int jobs : JOBS) {
      sized = workload.withJobs(jobs);
      if (of(sized, call).duration().compareTo(AIM) <= 0) {
        return sized;
      }
    }
    return sized;
  }

  private static Duration duration(Workload workload, Contender contender, CallTime call) {
    Duration warmup = calls(workload, contender, workload.warmup(contender), call);
    Duration measured = calls(workload, contender, workload.jobs(), call);
    return warmup.plus(measured).plus(BESIDE).multipliedBy(workload.repetitions()).plus(warmup);
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
