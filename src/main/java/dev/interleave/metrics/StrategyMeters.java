package dev.interleave.metrics;

import dev.interleave.bulkhead.BulkheadMetrics;
import dev.interleave.jobs.OpenStrategy;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.HdrHistogram.Histogram;

/** What the bulkheads of the strategies do, and how long their calls took: read when asked for. */
final class StrategyMeters implements MultiCollector {
  private final Collection<OpenStrategy> strategies;

  StrategyMeters(Collection<OpenStrategy> strategies) {
    this.strategies = strategies;
  }

  /** A strategy as it is at one moment. */
  private record Reading(int room, BulkheadMetrics metrics) {
    static Reading of(OpenStrategy strategy) {
      return new Reading(strategy.settings().queue(), strategy.bulkhead().metrics());
    }

    Labels labels() {
      return Labels.of("strategy", metrics.name());
    }
  }

  @Override
  public MetricSnapshots collect() {
    List<Reading> all = strategies.stream().map(Reading::of).toList();
    return new MetricSnapshots(
        gauge(
            "interleave_permits",
            "Permits of the strategy: so many calls may hold a thread at the same time.",
            all,
            reading -> reading.metrics().concurrency()),
        gauge(
            "interleave_permits_free",
            "Permits that no call holds.",
            all,
            reading -> reading.metrics().freePermits()),
        gauge(
            "interleave_calls_running",
            "Calls that hold a permit and have no final state yet.",
            all,
            reading -> reading.metrics().running()),
        gauge(
            "interleave_threads_deaf",
            "Threads that ignore their interrupt: their call was stopped, and they hold its permit.",
            all,
            reading -> reading.metrics().deaf()),
        gauge(
            "interleave_queue_capacity",
            "Calls that may wait for a permit; one more is rejected.",
            all,
            Reading::room),
        gauge(
            "interleave_calls_queued",
            "Calls that wait for a permit.",
            all,
            reading -> reading.metrics().queued()),
        histogram(
            "interleave_queue_wait_seconds",
            "From the acceptance of a call to its start, for calls that have ended.",
            all,
            reading -> reading.metrics().queueWait()),
        histogram(
            "interleave_run_time_seconds",
            "From the start of a call to its end.",
            all,
            reading -> reading.metrics().runTime()));
  }

  private static GaugeSnapshot gauge(
      String name, String help, List<Reading> all, ToIntFunction<Reading> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (Reading reading : all) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(reading.labels())
              .value(value.applyAsInt(reading))
              .build());
    }
    return gauge.build();
  }

  private static HistogramSnapshot histogram(
      String name, String help, List<Reading> all, Function<Reading, Histogram> nanos) {
    HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(help);
    for (Reading reading : all) {
      histogram.dataPoint(Buckets.NONE.plus(nanos.apply(reading)).dataPoint(reading.labels()));
    }
    return histogram.build();
  }
}
