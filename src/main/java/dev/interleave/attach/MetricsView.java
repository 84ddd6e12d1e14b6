package dev.interleave.attach;

import dev.interleave.attach.BlockTally.Blocks;
import dev.interleave.metrics.Buckets;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.Snapshot;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/** Everything in Prometheus' form. Loops have the names that the service's metrics have. */
final class MetricsView {
  private static final PrometheusTextFormatWriter WRITER =
      PrometheusTextFormatWriter.builder().build();

  /** The media type. */
  static final String TYPE = WRITER.getContentType();

  private static final double NANOS = 1e9;

  private final HistogramSnapshot.Builder lateness =
      histogram(
          "interleave_loop_lateness_seconds",
          "How late samples of a loop were. A block counts once.");
  private final HistogramSnapshot.Builder corrected =
      histogram(
          "interleave_loop_lateness_corrected_seconds",
          "How late a loop was at each due time, also at those that a block swallowed.");
  private final HistogramSnapshot.Builder control =
      histogram(
          "interleave_control_lateness_corrected_seconds",
          "How late a plain thread was that only waits: the machine's share of all lateness.");
  private final CounterSnapshot.Builder blocks =
      CounterSnapshot.builder()
          .name("interleave_loop_blocks")
          .help("Blocks of a loop that a call had a part in.");
  private final CounterSnapshot.Builder blocked =
      CounterSnapshot.builder()
          .name("interleave_loop_blocked_seconds")
          .help("How long calls have blocked a loop.");
  private final GaugeSnapshot.Builder blockedNow =
      gauge("interleave_loop_blocked_now_seconds", "How long a loop is blocked by now; 0 if not.");
  private final CounterSnapshot.Builder untold =
      CounterSnapshot.builder()
          .name("interleave_loop_blocks_untold")
          .help("Blocks below 300 ms that were not reported, because there were too many.");
  private final GaugeSnapshot.Builder size = gauge("interleave_pool_size", "Places of a pool.");
  private final GaugeSnapshot.Builder running =
      gauge("interleave_pool_running", "Places of a pool that are taken.");
  private final GaugeSnapshot.Builder queued =
      gauge("interleave_pool_queued", "Calls that wait for a place in a pool.");
  private final CounterSnapshot.Builder rejected =
      CounterSnapshot.builder()
          .name("interleave_pool_rejected")
          .help("Calls that left the queue of a pool without a place.");
  private final HistogramSnapshot.Builder queueWait =
      histogram("interleave_pool_queue_wait_seconds", "How long calls waited for their place.");
  private final HistogramSnapshot.Builder runTime =
      histogram("interleave_pool_run_seconds", "How long calls had their place.");

  private MetricsView() {}

  static String metrics(Attachment attachment) throws IOException {
    MetricsView view = new MetricsView();
    attachment.watched().forEach(view::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WRITER.write(out, view.all());
    return out.toString(StandardCharsets.UTF_8);
  }

  private MetricSnapshots all() {
    return new MetricSnapshots(
        lateness.build(),
        corrected.build(),
        control.build(),
        blocks.build(),
        blocked.build(),
        blockedNow.build(),
        untold.build(),
        size.build(),
        running.build(),
        queued.build(),
        rejected.build(),
        queueWait.build(),
        runTime.build());
  }

  private void add(WatchedVertx vertx) {
    String number = String.valueOf(vertx.number());
    Snapshot measured = vertx.monitor().snapshot();
    measured
        .loops()
        .forEach((loop, late) -> {
          Labels labels = Labels.of("vertx", number, "loop", loop.name());
          add(labels, late);
          blockedNow.dataPoint(value(labels, blockedNow(vertx, loop)));
        });
    control.dataPoint(
        Buckets.NONE
            .plus(measured.control().correctedHistogram())
            .dataPoint(Labels.of("vertx", number)));
    vertx
        .tally()
        .loops()
        .forEach(each -> add(Labels.of("vertx", number, "loop", each.loop().name()), each));
    untold.dataPoint(count(Labels.of("vertx", number), (double) vertx.monitor().untold()));
    for (Pool pool : vertx.pools()) {
      Pool.Figures figures = pool.figures();
      add(
          Labels.of("vertx", number, "type", figures.type(), "pool", figures.name().orElse("")),
          figures);
    }
  }

  private static double blockedNow(WatchedVertx vertx, Loop loop) {
    return vertx.goingOn().stream()
        .filter(block -> block.loop().equals(loop))
        .mapToDouble(block -> WatchedVertx.lasts(block).toNanos() / NANOS)
        .max()
        .orElse(0);
  }

  private void add(Labels loop, Lateness late) {
    lateness.dataPoint(Buckets.NONE.plus(late.rawHistogram()).dataPoint(loop));
    corrected.dataPoint(Buckets.NONE.plus(late.correctedHistogram()).dataPoint(loop));
  }

  private void add(Labels loop, Blocks calls) {
    blocks.dataPoint(count(loop, calls.all().count()));
    blocked.dataPoint(count(loop, calls.all().total().toNanos() / NANOS));
  }

  private void add(Labels labels, Pool.Figures pool) {
    pool.size().ifPresent(places -> size.dataPoint(value(labels, places)));
    running.dataPoint(value(labels, pool.running()));
    queued.dataPoint(value(labels, pool.queued()));
    rejected.dataPoint(count(labels, (double) pool.rejected()));
    queueWait.dataPoint(times(pool.queueWait(), labels));
    runTime.dataPoint(times(pool.runTime(), labels));
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot times(
      Histogram nanos, Labels labels) {
    return Buckets.NONE.plus(nanos).dataPoint(labels);
  }

  private static CounterDataPointSnapshot count(Labels labels, double count) {
    return CounterDataPointSnapshot.builder().labels(labels).value(count).build();
  }

  private static GaugeDataPointSnapshot value(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static HistogramSnapshot.Builder histogram(String name, String help) {
    return HistogramSnapshot.builder().name(name).help(help);
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }
}
