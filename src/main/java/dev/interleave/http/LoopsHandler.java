package dev.interleave.http;

import dev.interleave.format.LoopsJson;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.Snapshot;
import io.vertx.ext.web.RoutingContext;

/** {@code /loops}. */
final class LoopsHandler {
  private final WebServer.Measurements measurements;
  private final Streams streams;
  private final StreamFormat<Snapshot> windows;

  LoopsHandler(WebServer.Measurements measurements, Streams streams) {
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
      LoopMonitor monitor = measurements.monitor();
      Answers.json(
          ctx,
          LoopsJson.loops(
              monitor.options(), monitor.snapshot(), measurements.blocks().newestFirst()));
    }
  }
}
