package dev.interleave.http;

import dev.interleave.format.LoopsJson;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.LatenessWindow;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /loops}. */
final class LoopsHandler {
  private final SharedReading<String> total;
  private final WebServer.Measurements measurements;
  private final Streams streams;
  private final StreamFormat<LatenessWindow> windows;

  LoopsHandler(Vertx vertx, WebServer.Measurements measurements, Streams streams) {
    this.total = new SharedReading<>(vertx);
    this.measurements = measurements;
    this.streams = streams;
    this.windows =
        StreamFormat.sse(Sse.encoding(window -> "lateness", LoopsJson::window), streams.retry());
  }

  void loops(RoutingContext ctx) {
    if (Accepts.wanted(ctx, Accepts.JSON, Accepts.EVENTS).equals(Accepts.EVENTS)) {
      long newest = measurements.windows().newest();
      streams.open(
          ctx, measurements.windows(), windows, WatchHandler.lastEventId(ctx, newest), () -> {});
    } else {
      List<BlockReport> blocks = measurements.blocks().newestFirst();
      total
          .get(() -> total(blocks))
          .onSuccess(json -> Answers.send(ctx, Accepts.JSON, json))
          .onFailure(ctx::fail);
    }
  }

  private String total(List<BlockReport> blocks) {
    LoopMonitor monitor = measurements.monitor();
    return LoopsJson.loops(monitor.options(), monitor.snapshot(), blocks).encode() + "\n";
  }
}
