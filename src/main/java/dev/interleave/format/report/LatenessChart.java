package dev.interleave.format.report;

import dev.interleave.experiment.Result;
import dev.interleave.monitor.Percentiles;
import dev.interleave.timeline.LatenessFigures;
import java.util.List;
import java.util.stream.LongStream;

/** How late the loop was while the calls were made, above a thread beside it that only waits. */
final class LatenessChart {
  private static final int HEIGHT = 44;
  private static final double LOOP = 14;
  private static final double CONTROL = 30;
  private static final String LEGEND =
      """
      <span><i class="dot"></i> the loop: half of its due times</span>
      <span><i class="thick"></i> 99 of 100</span>
      <span><i class="end"></i> the latest</span>
      <span><i class="dot control"></i> the control: a thread beside it that only waits, as late \
      as the machine is</span>\
      """;

  private LatenessChart() {}

  static Chart of(List<Result> results) {
    Scale scale =
        Scale.of(
            results.stream()
                .map(Result::loop)
                .flatMap(loop -> List.of(loop.late(), loop.control()).stream())
                .map(LatenessFigures::corrected)
                .flatMapToLong(late -> LongStream.of(late.p50(), late.max()))
                .toArray());
    return new Chart(
        "How late the event loop was meanwhile",
        "the loop at most, the control at most",
        LEGEND,
        scale,
        results.stream().map(result -> row(result, scale)).toList());
  }

  private static Chart.Row row(Result result, Scale scale) {
    Percentiles loop = result.loop().late().corrected();
    Percentiles control = result.loop().control().corrected();
    Plot plot = new Plot(scale, HEIGHT);
    Range.draw(plot, "run", loop, LOOP);
    Range.draw(plot, "control", control, CONTROL);
    return new Chart.Row(
        result.strategy(),
        plot,
        "The loop: %s. The control: %s.".formatted(Range.label(loop), Range.label(control)),
        Range.time(loop.max()),
        Range.time(control.max()));
  }
}
