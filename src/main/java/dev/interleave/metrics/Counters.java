package dev.interleave.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Makes counters. */
final class Counters {
  private Counters() {}

  /**
   * A new one, without examples of traces: the client would look for a tracer that is not there.
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
