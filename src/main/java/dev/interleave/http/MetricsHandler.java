package dev.interleave.http;

import dev.interleave.metrics.Meters;
import dev.interleave.metrics.MetersFormat;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumMap;
import java.util.Map;

/**
 * {@code /metrics}, for Prometheus. To read all meters takes milliseconds, which the loop does not
 * have: a worker thread reads them, and whoever asks meanwhile gets the same.
 */
final class MetricsHandler {
  private final Vertx vertx;
  private final Meters meters;
  private final Map<MetersFormat, Future<Buffer>> underWay = new EnumMap<>(MetersFormat.class);

  MetricsHandler(Vertx vertx, Meters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  void metrics(RoutingContext ctx) {
    String type = Accepts.best(ctx, Accepts.TEXT, Accepts.OPEN_METRICS);
    MetersFormat format =
        type.equals(Accepts.TEXT) ? MetersFormat.PROMETHEUS : MetersFormat.OPEN_METRICS;
    Future<Buffer> known = underWay.get(format);
    Future<Buffer> reading = known == null ? read(format) : known;
    reading.onSuccess(bytes -> send(ctx, format, bytes)).onFailure(ctx::fail);
  }

  /** It may have been read before anybody listens, so it is put away before it is listened to. */
  private Future<Buffer> read(MetersFormat format) {
    Future<Buffer> reading = vertx.executeBlocking(() -> meters.read(format), false);
    underWay.put(format, reading);
    return reading.onComplete(read -> underWay.remove(format));
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
