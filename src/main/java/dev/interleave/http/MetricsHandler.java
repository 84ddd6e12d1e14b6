package dev.interleave.http;

import dev.interleave.metrics.Meters;
import dev.interleave.metrics.MetersFormat;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;

/** {@code /metrics}, for Prometheus. */
final class MetricsHandler {
  private final Vertx vertx;
  private final Meters meters;
  private final Map<MetersFormat, SharedReading<Buffer>> readings =
      new EnumMap<>(MetersFormat.class);

  MetricsHandler(Vertx vertx, Meters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  void metrics(RoutingContext ctx) {
    String type = Accepts.best(ctx, Accepts.TEXT, Accepts.OPEN_METRICS);
    MetersFormat format =
        type.equals(Accepts.TEXT) ? MetersFormat.PROMETHEUS : MetersFormat.OPEN_METRICS;
    readings
        .computeIfAbsent(format, of -> new SharedReading<>(vertx))
        .get(() -> meters.read(format))
        .onSuccess(bytes -> send(ctx, format, bytes))
        .onFailure(ctx::fail);
  }

  private static void send(RoutingContext ctx, MetersFormat format, Buffer bytes) {
    if (!ctx.response().closed()) {
      ctx.response()
          .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
          .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
          .end(bytes);
    }
  }
}
