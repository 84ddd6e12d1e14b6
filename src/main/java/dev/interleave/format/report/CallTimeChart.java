package dev.interleave.format.report;

import dev.interleave.experiment.Result;
import dev.interleave.monitor.Percentiles;
import java.util.List;
import java.util.stream.LongStream;

/** How long calls took once they had begun. */
final class CallTimeChart {
  private static final int HEIGHT = 30;
  private static final String LEGEND =
      """
      <span><i class="dot"></i> half of the calls took no longer</span>
      <span><i class="thick"></i> 99 of 100 did not</span>
      <span><i class="end"></i> the longest</span>\
      """;

  private CallTimeChart() {}

  static Chart of(List<Result> results) {
    List<Result> made = results.stream().filter(result -> result.calls().made() > 0).toList();
    Scale scale =
        Scale.of(
            made.stream()
                .map(result -> result.calls().run())
                .flatMapToLong(run -> LongStream.of(run.p50(), run.max()))
                .toArray());
    return new Chart(
        "How long a call took, once it had begun",
        "half at most, all at most",
        LEGEND,
        scale,
        made.stream().map(result -> row(result, scale)).toList());
  }

  private static Chart.Row row(Result result, Scale scale) {
    Percentiles run = result.calls().run();
    Plot plot = new Plot(scale, HEIGHT);
    Range.draw(plot, "run", run, HEIGHT / 2.0);
    return new Chart.Row(
        result.strategy(), plot, Range.label(run), Range.time(run.p50()), Range.time(run.max()));
  }
}
