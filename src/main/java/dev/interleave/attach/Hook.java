package dev.interleave.attach;

import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBootstrapImpl;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.VertxServiceProvider;
import java.util.ServiceLoader;

/**
 * Takes part in the making of a {@code Vertx}: its metrics are where it tells of its pools, and of
 * itself. The one place that asks the insides of Vert.x, because the metrics that the application
 * may have chosen are only known there.
 */
final class Hook {
  private Hook() {}

  /** Puts a listener in front of the metrics of a {@code Vertx} that is being made. */
  static void into(VertxBootstrap bootstrap, Attachment attachment) {
    VertxBootstrapImpl insides = (VertxBootstrapImpl) bootstrap;
    VertxOptions options = insides.options();
    MetricsOptions chosen = options.getMetricsOptions();
    if (chosen != null && chosen.isEnabled()) {
      makeTheirs(insides);
    } else {
      // A copy: what the application has made stays as it is.
      insides.options(
          new VertxOptions(options).setMetricsOptions(new MetricsOptions().setEnabled(true)));
    }
    insides.metrics(new ListeningMetrics(attachment, insides.metrics()));
  }

  /**
   * Vert.x asks providers in the order of the class path. If this one comes first, the metrics that
   * the application wants are not made yet, and would never be.
   */
  private static void makeTheirs(VertxBootstrapImpl insides) {
    for (VertxServiceProvider each : ServiceLoader.load(VertxServiceProvider.class)) {
      if (insides.metrics() == null && each instanceof VertxMetricsFactory) {
        each.init(insides);
      }
    }
  }
}
