package dev.interleave.experiment;

import dev.interleave.bulkhead.CallState;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.loop.Tick;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Percentiles;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.LatenessFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Adds up the runs of one strategy. */
final class Tally {
  private static final int DIGITS = 3;
  private static final double NANOS = 1e9;

  private final OpenStrategy strategy;
  private final Workload workload;
  private final List<Run> runs = new ArrayList<>();
  private final Map<CallState, Integer> states = new EnumMap<>(CallState.class);
  private final Histogram waited = new Histogram(DIGITS);
  private final Histogram ran = new Histogram(DIGITS);
  private Lateness late = Lateness.NONE;
  private Lateness control = Lateness.NONE;
  private Usage usage = new Usage(0, 0);
  private OptionalLong resident = OptionalLong.empty();
  private int most;
  private int threads;
  private boolean onTheLoop;
  private int rejected;
  private int otherJobs;

  Tally(OpenStrategy strategy, Workload workload) {
    this.strategy = strategy;
    this.workload = workload;
  }

  void add(Run run, Measurement measured) {
    runs.add(run);
    for (MeasuredCall call : run.calls()) {
      states.merge(call.state(), 1, Integer::sum);
      if (call.wasMade()) {
        waited.recordValue(call.waited());
        ran.recordValue(call.ran());
      }
    }
    Set<Long> workers =
        run.calls().stream()
            .flatMap(call -> call.thread().stream())
            .map(Job.Worker::id)
            .collect(Collectors.toSet());
    threads = Math.max(threads, workers.size());
    onTheLoop |= run.calls().stream().anyMatch(MeasuredCall::onTheLoop);
    most = Math.max(most, Ideal.mostAtOnce(run.calls()));
    late = late.plus(measured.late());
    control = control.plus(measured.control());
    usage = usage.plus(measured.usage());
    resident = Stream.of(resident, measured.resident()).flatMapToLong(OptionalLong::stream).max();
    rejected += measured.rejected();
    otherJobs += measured.otherJobs();
  }

  Result result() {
    return new Result(
        strategy.name(),
        new Result.Ends(Map.copyOf(states), rejected),
        speed(),
        new Result.SideBySide(
            workload.rate().isPresent() ? 0 : workload.inFlight(strategy),
            strategy.settings().concurrency(),
            permits(),
            most,
            threads,
            onTheLoop),
        new Result.Calls(Percentiles.of(waited), Percentiles.of(ran)),
        loop(),
        new Result.ProcessUse(usage.cpuNanos() / NANOS, usage.allocatedBytes(), resident),
        otherJobs,
        List.copyOf(runs));
  }

  int permits() {
    return strategy.sideBySide();
  }

  private Result.Speed speed() {
    Duration whole = sum(runs.stream().map(Run::makespan));
    return new Result.Speed(
        spread(runs.stream().map(Run::makespan).toList()),
        spread(runs.stream().map(Run::ideal).toList()).median(),
        states.getOrDefault(CallState.SUCCEEDED, 0) * NANOS / Math.max(1, whole.toNanos()));
  }

  private Result.LoopMeanwhile loop() {
    List<BlockReport> blocks =
        runs.stream()
            .flatMap(run -> run.blocks().stream())
            .filter(block -> block.cause() == BlockedReport.Cause.CALL)
            .toList();
    return new Result.LoopMeanwhile(
        LatenessFigures.of(late),
        LatenessFigures.of(control),
        ticks(),
        blocks.size(),
        blocks.stream().map(BlockReport::length).max(Duration::compareTo).orElse(Duration.ZERO));
  }

  private Result.Ticks ticks() {
    List<Tick> ticks = runs.stream().flatMap(run -> run.ticks().stream()).toList();
    return new Result.Ticks(ticks.size(), ticks.stream().mapToLong(Tick::missed).sum());
  }

  private static Duration sum(Stream<Duration> durations) {
    return durations.reduce(Duration.ZERO, Duration::plus);
  }

  private static Result.Spread spread(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    Duration lower = sorted.get((sorted.size() - 1) / 2);
    Duration upper = sorted.get(sorted.size() / 2);
    return new Result.Spread(lower.plus(upper).dividedBy(2), sorted.getFirst(), sorted.getLast());
  }
}
