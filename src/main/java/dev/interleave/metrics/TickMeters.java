package dev.interleave.metrics;

import dev.interleave.loop.Tick;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts ticks. Any thread may call. */
public final class TickMeters {
  private final Counter ticks;
  private final Counter missed;

  TickMeters(PrometheusRegistry registry) {
    ticks = Counters.in(registry, "interleave_ticks_total", "Ticks of the loop under test.");
    missed =
        Counters.in(
            registry,
            "interleave_ticks_missed_total",
            "Due times of the ticker that passed without a tick, because the loop was held up.");
  }

  /** The ticker has ticked. */
  public void add(Tick tick) {
    ticks.inc();
    missed.inc(tick.missed());
  }
}
