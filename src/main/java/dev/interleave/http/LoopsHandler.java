package dev.interleave.http;

import dev.interleave.format.LoopsJson;
import dev.interleave.format.LoopsText;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.LatenessWindow;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /loops}. */
final class LoopsHandler {
  private final SharedReading<String> json;
  private final SharedReading<String> text;
  private final WebServer.Measurements measurements;
  private final Streams streams;
  private final StreamForms<LatenessWindow> windows;

  LoopsHandler(Vertx vertx, WebServer.Measurements measurements, Streams streams) {
    this.json = new SharedReading<>(vertx);
    this.text = new SharedReading<>(vertx);
    this.measurements = measurements;
    this.streams = streams;
    this.windows = new StreamForms<>(window -> "lateness", LoopsJson::window, streams.retry());
  }

  void loops(RoutingContext ctx) {
    String type = Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT, Accepts.EVENTS, Accepts.NDJSON);
    List<BlockReport> blocks = measurements.blocks().newestFirst();
    switch (type) {
      case Accepts.JSON ->
          json.get(() -> json(blocks))
              .onSuccess(read -> Answers.send(ctx, Accepts.JSON, read))
              .onFailure(ctx::fail);
      case Accepts.TEXT ->
          text.get(() -> LoopsText.loops(measurements.monitor().snapshot(), blocks))
              .onSuccess(read -> Answers.text(ctx, read))
              .onFailure(ctx::fail);
      default -> {
        long after = WatchHandler.lastEventId(ctx, measurements.windows().newest());
        streams.open(ctx, measurements.windows(), windows.of(type), after, () -> {});
      }
    }
  }

  private String json(List<BlockReport> blocks) {
    LoopMonitor monitor = measurements.monitor();
    return LoopsJson.loops(monitor.options(), monitor.snapshot(), blocks).encode() + "\n";
  }
}
