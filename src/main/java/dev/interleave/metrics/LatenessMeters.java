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
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * How late the loops are, and the control beside them. Told of each window when it is over: to read
 * all that was ever measured takes longer than a loop can spare. Any thread may call.
 */
public final class LatenessMeters {
  private final Map<String, Sum> loops = new LinkedHashMap<>();
  private final Sum control = new Sum();

  LatenessMeters(PrometheusRegistry registry) {
    registry.register((MultiCollector) this::collect);
  }

  /** All windows so far, raw and corrected. */
  private static final class Sum {
    private final Buckets raw = new Buckets();
    private final Buckets corrected = new Buckets();

    void add(Lateness window) {
      Histogram taken = window.rawHistogram();
      raw.add(taken);
      corrected.add(window.missed() == 0 ? taken : window.correctedHistogram());
    }
  }

  /** A window is over. */
  public synchronized void add(Snapshot window) {
    window
        .loops()
        .forEach((loop, late) -> loops.computeIfAbsent(loop.name(), name -> new Sum()).add(late));
    control.add(window.control());
  }

  private synchronized MetricSnapshots collect() {
    return new MetricSnapshots(
        ofLoops(
            "interleave_loop_lateness_seconds",
            "How late samples of a loop were. A block counts once.",
            sum -> sum.raw),
        ofLoops(
            "interleave_loop_lateness_corrected_seconds",
            "How late a loop was at each due time, also at those that a block swallowed.",
            sum -> sum.corrected),
        ofControl(
            "interleave_control_lateness_seconds",
            "How late a plain thread was that only waits: the machine's share of all lateness.",
            control.raw),
        ofControl(
            "interleave_control_lateness_corrected_seconds",
            "The same at each due time, also at those that a standstill swallowed.",
            control.corrected));
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
