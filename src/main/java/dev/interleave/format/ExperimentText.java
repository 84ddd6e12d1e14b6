package dev.interleave.format;

import dev.interleave.experiment.Carried;
import dev.interleave.experiment.Conclusion;
import dev.interleave.experiment.Estimate;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Experiment.Event;
import dev.interleave.experiment.Experiment.Progress;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Spread;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.feed.Encoding;
import dev.interleave.format.TextTable.Column;
import dev.interleave.jobs.JobState;
import dev.interleave.values.Durations;
import dev.interleave.values.PlainText;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * An experiment for people: a bar for each run that grows while it goes on, then the tables and the
 * verdicts.
 */
public final class ExperimentText implements Encoding<Event> {
  private static final int NAME = 12;
  private static final String STEP = "█";

  /** Stands for what the samples do not carry. */
  private static final String NONE = "–";

  private static final TextTable<Result> WORK =
      new TextTable<>(
          List.of(
              new Column<>("strategy", Result::strategy),
              new Column<>("makespan", each -> time(each.speed().makespan().median())),
              new Column<>("interval", each -> interval(each.speed().makespan())),
              new Column<>("ideal", each -> time(each.speed().ideal())),
              new Column<>("calls/s", each -> decimals("%.1f", each.speed().perSecond())),
              new Column<>("at once", each -> number(each.sideBySide().most())),
              new Column<>("threads", each -> number(each.sideBySide().threads())),
              new Column<>("wait p50", each -> time(Carried.p50(each.calls().queueWait()))),
              new Column<>("max", each -> time(Carried.max(each.calls().queueWait()))),
              new Column<>("call p50", each -> time(Carried.p50(each.calls().run()))),
              new Column<>("max", each -> time(Carried.max(each.calls().run())))));

  private static final TextTable<Result> LOOP =
      new TextTable<>(
          List.of(
              new Column<>("the loop meanwhile", Result::strategy),
              new Column<>("late p99 raw", each -> time(Carried.p99(each.loop().late().raw()))),
              new Column<>("corrected", each -> time(Carried.p99(each.loop().late().corrected()))),
              new Column<>("max", each -> time(Carried.max(each.loop().late().corrected()))),
              new Column<>(
                  "control max", each -> time(Carried.max(each.loop().control().corrected()))),
              new Column<>("ticks missed", each -> number(each.loop().ticks().missed())),
              new Column<>("rejected", each -> number(each.ends().rejected())),
              new Column<>("expired", each -> number(each.ends().count(JobState.EXPIRED))),
              new Column<>("failed", each -> number(failed(each.ends()))),
              new Column<>("cpu", each -> decimals("%.2f s", each.process().cpuSeconds()))));

  private static final TextTable<Experiment> LIST =
      new TextTable<>(
          List.of(
              new Column<>("experiment", each -> number(each.id())),
              Column.words("kind", each -> PlainText.cut(each.workload().kind().name(), NAME)),
              Column.words("state", each -> each.state().toString()),
              new Column<>("jobs", each -> number(each.workload().jobs())),
              new Column<>("strategies", each -> number(each.workload().contenders().size())),
              new Column<>("repetitions", each -> number(each.workload().repetitions())),
              Column.words("started", each -> Json.instant(each.started()))));

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

  /** Experiments, a line for each. */
  public static String list(List<Experiment> experiments) {
    return experiments.isEmpty() ? "no experiments\n" : LIST.of(experiments);
  }

  /** What is asked for, in a line or two. */
  public static String title(Experiment experiment) {
    return "experiment %d: %s\n"
        .formatted(experiment.id(), plan(experiment.workload(), experiment.estimate()));
  }

  /** What an experiment would do, and about how long that would take, in a line or two. */
  public static String plan(Workload workload, Estimate estimate) {
    String arguments =
        workload.arguments().written().entrySet().stream()
            .map(argument -> " " + argument)
            .collect(Collectors.joining());
    return "%d jobs, %s%s, %s; repetitions: %d, order by seed %d; %s\n"
        .formatted(
            workload.jobs(),
            workload.kind().name(),
            arguments,
            pace(workload),
            workload.repetitions(),
            workload.seed(),
            length(estimate));
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
    return state + results + conclusion(experiment) + verdicts(experiment);
  }

  private static String pace(Workload workload) {
    if (workload.rate().isPresent()) {
      return workload.rate().getAsInt() + " a second, whatever has ended";
    }
    OptionalInt inFlight = workload.inFlightByEach();
    return inFlight.isPresent()
        ? "at most %d in flight by each".formatted(inFlight.getAsInt())
        : "as many in flight as there is room for";
  }

  /** How long it will take, and how that is known. */
  private static String length(Estimate estimate) {
    String about = Durations.rounded(estimate.duration());
    return switch (estimate.call().basis()) {
      case DECLARED -> "takes about %s".formatted(about);
      case MEASURED ->
          "takes about %s, because a call took %s".formatted(about, time(estimate.call().length()));
      case AT_LEAST ->
          "takes more than %s, because a call took more than %s"
              .formatted(about, time(estimate.call().length()));
      case UNKNOWN -> "how long it takes is not known";
    };
  }

  private static String head(Progress progress) {
    return "%3d/%d  %-25s ".formatted(progress.run(), progress.runs(), progress.strategy());
  }

  private static String conclusion(Experiment experiment) {
    List<String> sentences = Conclusion.of(experiment);
    return sentences.isEmpty() ? "" : String.join("\n", sentences) + "\n\n";
  }

  private static String interval(Spread spread) {
    return spread
        .interval()
        .map(each -> "%s – %s".formatted(time(each.low()), time(each.high())))
        .orElse(NONE);
  }

  private static String verdicts(Experiment experiment) {
    return experiment.results().stream()
        .map(result -> "%s: %s\n".formatted(result.strategy(), Verdict.on(result, experiment)))
        .collect(Collectors.joining());
  }

  private static int failed(Result.Ends ends) {
    return ends.count(JobState.FAILED) + ends.count(JobState.TIMED_OUT);
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

  private static String time(OptionalLong nanos) {
    return nanos.isPresent() ? time(Duration.ofNanos(nanos.getAsLong())) : NONE;
  }
}
