package dev.interleave.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts watchers and what they lose. Any thread may call. */
public final class WatcherMeters {
  private final Gauge open;
  private final Counter came;
  private final Counter lost;
  private final Counter cutOff;

  WatcherMeters(PrometheusRegistry registry) {
    open =
        Gauge.builder()
            .name("interleave_watchers")
            .help("Streams that are open.")
            .withoutExemplars()
            .register(registry);
    came = Counters.in(registry, "interleave_watchers_opened_total", "Streams that were opened.");
    lost =
        Counters.in(
            registry,
            "interleave_events_lost_total",
            "Events that watchers have lost, because they read too slowly.");
    cutOff =
        Counters.in(
            registry,
            "interleave_watchers_cut_off_total",
            "Watchers that were cut off, because they had lost too many events.");
  }

  /** A watcher has come. */
  public void opened() {
    open.inc();
    came.inc();
  }

  /** A watcher has gone, for whatever reason. */
  public void closed() {
    open.dec();
  }

  /** A watcher has lost so many events. */
  public void lost(long events) {
    lost.inc(events);
  }

  /** A watcher is cut off; it is {@link #closed} as well. */
  public void cutOff() {
    cutOff.inc();
  }
}
