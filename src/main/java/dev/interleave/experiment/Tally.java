package dev.interleave.experiment;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
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
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Adds up the runs of one contender. */
final class Tally {
  private static final int DIGITS = 3;
  private static final double NANOS = 1e9;

  private final Contender contender;
  private final Workload workload;
  private final List<Run> runs = new ArrayList<>();
  private final Map<JobState, Integer> states = new EnumMap<>(JobState.class);
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

  Tally(Contender contender, Workload workload) {
    this.contender = contender;
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
        contender.name(),
        new Result.Ends(Map.copyOf(states), rejected),
        speed(),
        new Result.SideBySide(
            workload.rate().isPresent() ? 0 : workload.inFlight(contender),
            contender.strategy().settings().concurrency(),
            permits(),
            most,
            threads,
            onTheLoop),
        calls(),
        loop(),
        new Result.ProcessUse(usage.cpuNanos() / NANOS, usage.allocatedBytes(), resident),
        otherJobs,
        List.copyOf(runs));
  }

  int permits() {
    return contender.strategy().sideBySide();
  }

  private Result.Speed speed() {
    return new Result.Speed(
        spread(Run::makespan),
        spread(Run::ideal).median(),
        median(runs.stream().mapToDouble(Tally::perSecond)));
  }

  private static double perSecond(Run run) {
    long succeeded =
        run.calls().stream().filter(call -> call.state() == JobState.SUCCEEDED).count();
    return succeeded * NANOS / Math.max(1, run.makespan().toNanos());
  }

  /** As that of a spread: of an even number, the mean of the two in the middle. */
  private static double median(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
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

  private Result.Calls calls() {
    return new Result.Calls(
        Percentiles.of(waited),
        Percentiles.of(ran),
        spread(run -> median(run, MeasuredCall::waited)),
        spread(run -> median(run, MeasuredCall::ran)));
  }

  /** The median of the calls of a run; 0 if none was made. */
  private static Duration median(Run run, ToLongFunction<MeasuredCall> figure) {
    long[] sorted =
        run.calls().stream().filter(MeasuredCall::wasMade).mapToLong(figure).sorted().toArray();
    return Duration.ofNanos(sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2]);
  }

  private Spread spread(Function<Run, Duration> figure) {
    return Spread.of(runs.stream().map(figure).toList(), workload.pairs());
  }
}
