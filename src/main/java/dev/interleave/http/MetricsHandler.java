package dev.interleave.http;

import dev.interleave.metrics.Meters;
import dev.interleave.metrics.MetersFormat;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code /metrics}, for Prometheus. */
final class MetricsHandler {
  private final Meters meters;

  MetricsHandler(Meters meters) {
    this.meters = meters;
  }

  void metrics(RoutingContext ctx) {
    String type = Accepts.best(ctx, Accepts.TEXT, Accepts.OPEN_METRICS);
    MetersFormat format =
        type.equals(Accepts.TEXT) ? MetersFormat.PROMETHEUS : MetersFormat.OPEN_METRICS;
    ctx.response()
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
        .end(meters.read(format));
  }
}
