package dev.interleave.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Makes counters. */
final class Counters {
  private Counters() {}

  /**
   * A new one, without the examples of traces that the client would gather for each.
   *
   * @param help says in a sentence what is counted
   */
  static Counter in(PrometheusRegistry registry, String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }
}
