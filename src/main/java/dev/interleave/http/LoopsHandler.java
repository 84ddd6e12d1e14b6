package dev.interleave.http;

import dev.interleave.format.LoopsJson;
import dev.interleave.loop.Loops;
import io.vertx.ext.web.RoutingContext;

/** {@code /loops}. */
final class LoopsHandler {
  private final WebServer.Measurements measurements;
  private final Streams streams;
  private final StreamFormat<Loops.LatenessWindow> windows;

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
      Loops loops = measurements.loops();
      Answers.json(
          ctx,
          LoopsJson.loops(
              loops.options(), loops.sinceStart(), measurements.blocks().newestFirst()));
    }
  }
}
