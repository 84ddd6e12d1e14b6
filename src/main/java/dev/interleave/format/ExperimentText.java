package dev.interleave.format;

import dev.interleave.bulkhead.CallState;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Experiment.Event;
import dev.interleave.experiment.Experiment.Progress;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.feed.Encoding;
import dev.interleave.format.TextTable.Column;
import dev.interleave.values.Durations;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An experiment for people: a bar for each run that grows while it goes on, then the tables and the
 * verdicts.
 */
public final class ExperimentText implements Encoding<Event> {
  /** Shows that a stream is alive. It may come in the middle of a bar. */
  public static final String HEARTBEAT = "·";

  private static final String STEP = "█";

  private static final TextTable<Result> WORK =
      new TextTable<>(
          List.of(
              new Column<>("strategy", Result::strategy),
              new Column<>("makespan", each -> time(each.speed().makespan().median())),
              new Column<>("ideal", each -> time(each.speed().ideal())),
              new Column<>("calls/s", each -> decimals("%.1f", each.speed().perSecond())),
              new Column<>("at once", each -> number(each.sideBySide().most())),
              new Column<>("threads", each -> number(each.sideBySide().threads())),
              new Column<>("wait p50", each -> time(each.calls().queueWait().p50())),
              new Column<>("max", each -> time(each.calls().queueWait().max())),
              new Column<>("call p50", each -> time(each.calls().run().p50())),
              new Column<>("max", each -> time(each.calls().run().max()))));

  private static final TextTable<Result> LOOP =
      new TextTable<>(
          List.of(
              new Column<>("the loop meanwhile", Result::strategy),
              new Column<>("late p99 raw", each -> time(each.loop().late().raw().p99())),
              new Column<>("corrected", each -> time(each.loop().late().corrected().p99())),
              new Column<>("max", each -> time(each.loop().late().corrected().max())),
              new Column<>("control", each -> time(each.loop().control().corrected().max())),
              new Column<>("ticks missed", each -> number(each.loop().ticks().missed())),
              new Column<>("rejected", each -> number(each.ends().rejected())),
              new Column<>("expired", each -> number(each.ends().count(CallState.EXPIRED))),
              new Column<>("failed", each -> number(failed(each.ends()))),
              new Column<>("cpu", each -> decimals("%.2f s", each.process().cpuSeconds()))));

  @Override
  public Buffer encode(long id, Event event) {
    return Buffer.buffer(
        switch (event) {
          case Event.Progressed(Progress progress, int steps) ->
              steps == 0 ? head(progress) : STEP.repeat(steps);
          case Event.Measured(Experiment experiment, Result result) ->
              " " + time(result.runs().getLast().makespan()) + "\n";
          case Event.Ended(Experiment experiment) -> "\n" + tables(experiment);
        });
  }

  /** What is asked for, in a line or two. */
  public static String title(Experiment experiment) {
    Workload workload = experiment.workload();
    String arguments =
        workload.arguments().written().entrySet().stream()
            .map(argument -> " " + argument)
            .collect(Collectors.joining());
    return "experiment %d: %d jobs, %s%s, %s; %d to warm up, repetitions: %d, order by seed %d\n\n"
        .formatted(
            experiment.id(),
            workload.jobs(),
            workload.kind().name(),
            arguments,
            pace(workload),
            workload.warmup(),
            workload.repetitions(),
            workload.seed());
  }

  /** What has been measured so far. */
  public static String tables(Experiment experiment) {
    String results =
        experiment.results().isEmpty()
            ? "nothing was measured\n"
            : WORK.of(experiment.results()) + "\n" + LOOP.of(experiment.results()) + "\n";
    String state =
        experiment.state() == Experiment.State.FINISHED
            ? ""
            : "the experiment is %s\n\n".formatted(experiment.state());
    return state + results + verdicts(experiment);
  }

  private static String pace(Workload workload) {
    if (workload.rate().isPresent()) {
      return workload.rate().getAsInt() + " a second, whatever has ended";
    }
    return workload.concurrency().isPresent()
        ? workload.concurrency().getAsInt() + " in flight"
        : "as many in flight as there is room for";
  }

  private static String head(Progress progress) {
    return "%3d/%d  %-25s ".formatted(progress.run(), progress.runs(), progress.strategy());
  }

  private static String verdicts(Experiment experiment) {
    return experiment.results().stream()
        .map(result -> "%s: %s\n".formatted(result.strategy(), Verdict.on(result, experiment)))
        .collect(Collectors.joining());
  }

  private static int failed(Result.Ends ends) {
    return ends.count(CallState.FAILED) + ends.count(CallState.TIMED_OUT);
  }

  private static String number(long number) {
    return String.valueOf(number);
  }

  private static String decimals(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String time(Duration duration) {
    return Durations.rounded(duration);
  }

  private static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }
}
