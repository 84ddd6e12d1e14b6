package dev.interleave.format;

import dev.interleave.loop.Tick;
import dev.interleave.scenario.Line;
import io.vertx.core.json.JsonObject;

/** How ticks and the lines of transcripts look as JSON. */
public final class TickJson {
  private TickJson() {}

  /** A tick. */
  public static JsonObject tick(Tick tick) {
    return new JsonObject()
        .put("seq", tick.seq())
        .put("at", Json.instant(tick.at()))
        .put("lateMs", Json.millis(tick.lateNanos()))
        .put("missed", tick.missed())
        .put("thread", tick.loop().name());
  }

  /** A line of a scenario's transcript. */
  public static JsonObject line(Line line) {
    return new JsonObject()
        .put("atMs", Json.millis(line.at().toNanos()))
        .put("thread", line.thread())
        .put("line", line.text());
  }
}
