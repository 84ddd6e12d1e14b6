package dev.interleave.metrics;

import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Snapshot;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * How late the loops are, and the control beside them. Told of each window when it is over: to read
 * all that was ever measured takes too long.
 */
public final class LatenessMeters {
  private volatile Map<String, Sum> loops = Map.of();
  private volatile Sum control = Sum.NONE;

  LatenessMeters(PrometheusRegistry registry) {
    registry.register((MultiCollector) this::collect);
  }

  /** All windows so far. */
  private record Sum(Buckets raw, Buckets corrected) {
    static final Sum NONE = new Sum(Buckets.NONE, Buckets.NONE);

    Sum plus(Lateness window) {
      Histogram taken = window.rawHistogram();
      return new Sum(
          raw.plus(taken),
          corrected.plus(window.missed() == 0 ? taken : window.correctedHistogram()));
    }
  }

  /** A window is over. Called by one thread at a time. */
  public void add(Snapshot window) {
    Map<String, Sum> more = new LinkedHashMap<>(loops);
    window
        .loops()
        .forEach((loop, late) ->
            more.compute(
                loop.name(), (name, sum) -> Objects.requireNonNullElse(sum, Sum.NONE).plus(late)));
    loops = more;
    control = control.plus(window.control());
  }

  private MetricSnapshots collect() {
    return new MetricSnapshots(
        ofLoops(
            "interleave_loop_lateness_seconds",
            "How late samples of a loop were. A block counts once.",
            Sum::raw),
        ofLoops(
            "interleave_loop_lateness_corrected_seconds",
            "How late a loop was at each due time, also at those that a block swallowed.",
            Sum::corrected),
        ofControl(
            "interleave_control_lateness_seconds",
            "How late a plain thread was that only waits: the machine's share of all lateness.",
            control.raw()),
        ofControl(
            "interleave_control_lateness_corrected_seconds",
            "The same at each due time, also at those that a standstill swallowed.",
            control.corrected()));
  }

  private HistogramSnapshot ofLoops(String name, String help, Function<Sum, Buckets> buckets) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    loops.forEach(
        (loop, sum) -> histogram.dataPoint(buckets.apply(sum).dataPoint(Labels.of("loop", loop))));
    return histogram.build();
  }

  private static HistogramSnapshot ofControl(String name, String help, Buckets buckets) {
    return HistogramSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(buckets.dataPoint(Labels.EMPTY))
        .build();
  }
}
