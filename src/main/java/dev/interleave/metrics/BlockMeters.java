package dev.interleave.metrics;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import dev.interleave.monitor.Loop;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what blocks the loops. Any thread may call. */
public final class BlockMeters {
  private static final double NANOS = 1e9;

  private final Counter blocks;
  private final Counter seconds;

  /** Every loop, with the block that goes on. */
  private final Map<String, Optional<Told>> goingOn = new ConcurrentHashMap<>();

  /** A report, and the nanosecond at which it came: the wall clock may be set meanwhile. */
  private record Told(BlockedReport report, long at) {
    double age() {
      return (report.length().toNanos() + System.nanoTime() - at) / NANOS;
    }
  }

  BlockMeters(PrometheusRegistry registry) {
    blocks =
        Counters.in(
            registry,
            "interleave_loop_blocks_total",
            "Blocks of a loop that are over, by what they were for the most part.",
            "loop",
            "cause");
    seconds =
        Counters.in(
            registry,
            "interleave_loop_blocked_seconds_total",
            "How long a loop was blocked, by what it was blocked for. Added when a block ends.",
            "loop",
            "cause");
    GaugeWithCallback.builder()
        .name("interleave_loop_block_age_seconds")
        .help("How long the block that goes on has lasted; 0 if the loop is not blocked.")
        .labelNames("loop")
        .callback(callback ->
            goingOn.forEach((loop, block) -> callback.call(block.map(Told::age).orElse(0.0), loop)))
        .register(registry);
  }

  /** These are the loops. */
  public void begin(List<Loop> loops) {
    for (Loop loop : loops) {
      goingOn.putIfAbsent(loop.name(), Optional.empty());
      for (Cause cause : Cause.values()) {
        blocks.initLabelValues(loop.name(), name(cause));
        seconds.initLabelValues(loop.name(), name(cause));
      }
    }
  }

  /** A block was noticed, or is over. */
  public void add(BlockedReport report) {
    String loop = report.loop().name();
    if (!report.over()) {
      goingOn.put(loop, Optional.of(new Told(report, System.nanoTime())));
    } else {
      // An end is told a moment later: the next block may have been noticed meanwhile.
      goingOn.computeIfPresent(
          loop, (name, last) -> last.filter(block -> block.report().number() != report.number()));
      blocks.labelValues(loop, name(report.cause())).inc();
      BlockedReport.Parts parts = report.parts();
      add(loop, Cause.CALL, parts.call());
      add(loop, Cause.GC, parts.gc());
      add(loop, Cause.MACHINE, parts.machine());
      add(loop, Cause.UNKNOWN, parts.unknown());
    }
  }

  private void add(String loop, Cause cause, Duration part) {
    seconds.labelValues(loop, name(cause)).inc(part.toNanos() / NANOS);
  }

  private static String name(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }
}
