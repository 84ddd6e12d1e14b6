package dev.interleave.format.report;

import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Spread;
import dev.interleave.format.report.HtmlTable.Column;
import dev.interleave.format.report.HtmlTable.Group;
import dev.interleave.jobs.JobState;
import dev.interleave.monitor.Percentiles;
import dev.interleave.values.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** The figures of an experiment. */
final class Tables {
  private static final double MIB = 1024 * 1024;
  private static final String STRATEGY = "strategy";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  static final HtmlTable<Result> WORK =
      new HtmlTable<>(
          "The calls",
          List.of(
              HtmlTable.alone(STRATEGY, Result::strategy),
              new Group<>(
                  "makespan",
                  List.of(
                      new Column<>(
                          "median", each -> Durations.rounded(each.speed().makespan().median())),
                      new Column<>("interval", each -> interval(each.speed().makespan())),
                      new Column<>(
                          "least", each -> Durations.rounded(each.speed().makespan().min())),
                      new Column<>(
                          "most", each -> Durations.rounded(each.speed().makespan().max())),
                      new Column<>("ideal", each -> Durations.rounded(each.speed().ideal())))),
              new Group<>("waited for a permit", percentiles(each -> each.calls().queueWait())),
              new Group<>("took", percentiles(each -> each.calls().run())),
              new Group<>(
                  "side by side",
                  List.of(
                      new Column<>("allowed", each -> number(each.sideBySide().allowed())),
                      new Column<>("most", each -> number(each.sideBySide().most())),
                      new Column<>("threads", each -> number(each.sideBySide().threads())))),
              HtmlTable.alone("calls/s", each -> decimal("%.1f", each.speed().perSecond()))));

  static final HtmlTable<Result> LOOP =
      new HtmlTable<>(
          "The loop meanwhile",
          List.of(
              HtmlTable.alone(STRATEGY, Result::strategy),
              new Group<>("late, raw", percentiles(each -> each.loop().late().raw())),
              new Group<>("late, corrected", percentiles(each -> each.loop().late().corrected())),
              new Group<>(
                  "control, corrected", percentiles(each -> each.loop().control().corrected())),
              new Group<>(
                  "samples",
                  List.of(
                      new Column<>("made", each -> number(each.loop().late().samples())),
                      new Column<>("missed", each -> number(each.loop().late().missed())))),
              new Group<>(
                  "ticks",
                  List.of(
                      new Column<>("made", each -> number(each.loop().ticks().made())),
                      new Column<>("missed", each -> number(each.loop().ticks().missed())))),
              new Group<>(
                  "blocked",
                  List.of(
                      new Column<>("times", each -> number(each.loop().blocks())),
                      new Column<>(
                          "longest",
                          each ->
                              each.loop().blocks() == 0
                                  ? "–"
                                  : Durations.rounded(each.loop().longestBlock()))))));

  static final HtmlTable<Result> ENDS =
      new HtmlTable<>(
          "What became of the jobs, and what the process used",
          List.of(
              HtmlTable.alone(STRATEGY, Result::strategy),
              new Group<>(
                  "jobs",
                  List.of(
                      ended(JobState.SUCCEEDED),
                      ended(JobState.FAILED),
                      ended(JobState.TIMED_OUT),
                      ended(JobState.CANCELLED),
                      ended(JobState.EXPIRED),
                      new Column<>("rejected", each -> number(each.ends().rejected())))),
              HtmlTable.alone("others’ calls", each -> number(each.otherJobs())),
              new Group<>(
                  "the process",
                  List.of(
                      new Column<>("cpu", each -> decimal("%.2f s", each.process().cpuSeconds())),
                      new Column<>("allocated", each -> mib(each.process().allocatedBytes())),
                      new Column<>("resident", each -> mib(each.process().resident()))))));

  static final HtmlTable<Run> RUNS =
      new HtmlTable<>(
          "Every run, in the order in which they ran",
          List.of(
              HtmlTable.alone(STRATEGY, Run::strategy),
              HtmlTable.alone("run", run -> number(run.position())),
              HtmlTable.alone("repetition", run -> number(run.repetition())),
              HtmlTable.alone("began, UTC", run -> CLOCK.format(run.begun())),
              HtmlTable.alone("makespan", run -> Durations.rounded(run.makespan())),
              HtmlTable.alone("ideal", run -> Durations.rounded(run.ideal())),
              HtmlTable.alone("loop late, at most", run -> Durations.rounded(run.lateMax()))));

  private Tables() {}

  private static List<Column<Result>> percentiles(Function<Result, Percentiles> times) {
    return List.of(
        new Column<>("p50", each -> Range.time(times.apply(each).p50())),
        new Column<>("p99", each -> Range.p99(times.apply(each))),
        new Column<>("max", each -> Range.time(times.apply(each).max())));
  }

  private static String interval(Spread spread) {
    return spread
        .interval()
        .map(each ->
            "%s to %s".formatted(Durations.rounded(each.low()), Durations.rounded(each.high())))
        .orElse("–");
  }

  private static Column<Result> ended(JobState state) {
    return new Column<>(state.toString(), each -> number(each.ends().count(state)));
  }

  private static String mib(OptionalLong bytes) {
    return bytes.isPresent() ? mib(bytes.getAsLong()) : "–";
  }

  private static String mib(long bytes) {
    return decimal("%.1f MiB", bytes / MIB);
  }

  private static String number(long number) {
    return String.valueOf(number);
  }

  private static String decimal(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
