package dev.interleave.format;

import dev.interleave.bulkhead.CallState;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Experiment.Event;
import dev.interleave.experiment.Experiment.Progress;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.feed.Encoding;
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
  /** It may come in the middle of a bar. */
  public static final String HEARTBEAT = "·";

  private static final String STEP = "█";

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

  /** What has been measured by now. */
  public static String tables(Experiment experiment) {
    String results =
        experiment.results().isEmpty()
            ? "nothing was measured\n"
            : work(experiment.results()) + "\n" + loop(experiment.results()) + "\n";
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

  private static String work(List<Result> results) {
    TextTable table =
        new TextTable(
            "strategy",
            "makespan",
            "ideal",
            "calls/s",
            "at once",
            "threads",
            "wait p50",
            "max",
            "call p50",
            "max");
    for (Result result : results) {
      table.add(
          result.strategy(),
          time(result.makespan().median()),
          time(result.ideal()),
          String.format(Locale.ROOT, "%.1f", result.perSecond()),
          String.valueOf(result.mostSideBySide()),
          String.valueOf(result.threads()),
          time(result.queueWait().p50()),
          time(result.queueWait().max()),
          time(result.run().p50()),
          time(result.run().max()));
    }
    return table.toString();
  }

  private static String loop(List<Result> results) {
    TextTable table =
        new TextTable(
            "the loop meanwhile",
            "late p99 raw",
            "corrected",
            "max",
            "control",
            "ticks missed",
            "rejected",
            "expired",
            "failed",
            "cpu");
    for (Result result : results) {
      table.add(
          result.strategy(),
          time(result.late().raw().p99()),
          time(result.late().corrected().p99()),
          time(result.late().corrected().max()),
          time(result.control().corrected().max()),
          String.valueOf(result.ticks().missed()),
          String.valueOf(result.rejected()),
          String.valueOf(result.count(CallState.EXPIRED)),
          String.valueOf(result.count(CallState.FAILED) + result.count(CallState.TIMED_OUT)),
          String.format(Locale.ROOT, "%.2f s", result.cpuSeconds()));
    }
    return table.toString();
  }

  private static String verdicts(Experiment experiment) {
    return experiment.results().stream()
        .map(result -> "%s: %s\n".formatted(result.strategy(), Verdict.on(result, experiment)))
        .collect(Collectors.joining());
  }

  private static String time(Duration duration) {
    return Durations.rounded(duration);
  }

  private static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }
}
