package dev.interleave.format.report;

import dev.interleave.experiment.MedianInterval;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Spread;
import dev.interleave.values.Durations;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long the runs of each strategy took: a dot for each, their median with its interval, and the
 * ideal.
 */
final class MakespanChart {
  private static final int HEIGHT = 30;
  private static final double MIDDLE = HEIGHT / 2.0;

  /** Runs that took as long stand below each other. */
  private static final double SPREAD = 18;

  private static final String LEGEND =
      """
      <span><i class="dot"></i> a run</span>
      <span><i class="bar"></i> their median</span>
      <span><i class="whisker"></i> its interval: a difference is called only where two part</span>
      <span><i class="bar ideal"></i> the ideal: the same calls with the same permits, if handing \
      them over took no time</span>\
      """;

  private MakespanChart() {}

  static Chart of(List<Result> results) {
    Scale scale =
        Scale.of(
            results.stream()
                .flatMapToLong(result ->
                    LongStream.concat(
                        LongStream.of(result.speed().ideal().toNanos()),
                        result.runs().stream().mapToLong(run -> run.makespan().toNanos())))
                .toArray());
    return new Chart(
        "How long until the last call had ended",
        "median, interval",
        LEGEND,
        scale,
        results.stream().map(result -> row(result, scale)).toList());
  }

  private static Chart.Row row(Result result, Scale scale) {
    Spread makespan = result.speed().makespan();
    Plot plot =
        new Plot(scale, HEIGHT)
            .mark("ideal", result.speed().ideal().toNanos(), MIDDLE, 12)
            .mark("median", makespan.median().toNanos(), MIDDLE, 12);
    makespan.interval().ifPresent(interval -> whiskers(plot, interval));
    List<Run> runs = result.runs();
    for (int i = 0; i < runs.size(); i++) {
      double aside = (i + 0.5) / runs.size() - 0.5;
      plot.dot("run", runs.get(i).makespan().toNanos(), MIDDLE + SPREAD * aside);
    }
    String median = Durations.rounded(makespan.median());
    String interval = makespan.interval().map(MakespanChart::between).orElse("");
    return new Chart.Row(
        result.strategy(),
        plot,
        "Runs: %d; median %s %s; ideal %s"
            .formatted(
                result.runs().size(), median, interval, Durations.rounded(result.speed().ideal())),
        median,
        interval);
  }

  private static void whiskers(Plot plot, MedianInterval interval) {
    long low = interval.low().toNanos();
    long high = interval.high().toNanos();
    plot.line("interval", low, high, MIDDLE)
        .mark("interval", low, MIDDLE, 5)
        .mark("interval", high, MIDDLE, 5);
  }

  private static String between(MedianInterval interval) {
    return "%s to %s"
        .formatted(Durations.rounded(interval.low()), Durations.rounded(interval.high()));
  }
}
