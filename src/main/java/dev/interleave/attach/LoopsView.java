package dev.interleave.attach;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.Percentiles;
import dev.interleave.monitor.Snapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Loops as JSON: how late each is, and what blocked it. Times are milliseconds. */
final class LoopsView {
  private LoopsView() {}

  static JsonObject loops(Attachment attachment) {
    JsonArray all = new JsonArray();
    for (WatchedVertx vertx : attachment.watched()) {
      LoopMonitor monitor = vertx.monitor();
      all.add(
          window(vertx, monitor.snapshot())
              .put("intervalMs", millis(monitor.options().interval()))
              .put("blockedAfterMs", millis(monitor.options().blockedAfter()))
              .put("blocked", blocks(vertx.blocks()))
              .put("otherBlocks", others(vertx.tally().others()))
              .put("untoldBlocks", monitor.untold()));
    }
    return new JsonObject().put("vertx", all);
  }

  /** What was measured for a while of one {@code Vertx}. */
  static JsonObject window(WatchedVertx vertx, Snapshot window) {
    JsonArray loops = new JsonArray();
    window
        .loops()
        .forEach((loop, late) ->
            loops.add(new JsonObject().put("name", loop.name()).mergeIn(lateness(late))));
    return new JsonObject()
        .put("number", vertx.number())
        .put("from", window.from().toString())
        .put("to", window.to().toString())
        .put("loops", loops)
        .put("control", lateness(window.control()));
  }

  /** Blocks that no call has made: how many, and how long. */
  private static JsonObject others(Map<BlockedReport.Cause, BlockTally.Sum> others) {
    JsonObject json = new JsonObject();
    others.forEach((cause, sum) ->
        json.put(
            cause.name().toLowerCase(Locale.ROOT),
            new JsonObject()
                .put("count", sum.count())
                .put("totalMs", millis(sum.total()))
                .put("longestMs", millis(sum.longest()))));
    return json;
  }

  static JsonArray blocks(List<BlockedReport> reports) {
    JsonArray blocks = new JsonArray();
    reports.forEach(report -> blocks.add(block(report)));
    return blocks;
  }

  /** A block, with the stack that was seen most often. */
  static JsonObject block(BlockedReport block) {
    BlockedReport.Parts parts = block.parts();
    return new JsonObject()
        .put("number", block.number())
        .put("loop", block.loop().name())
        .put("start", block.start().toString())
        .put("lengthMs", millis(block.length()))
        .put("accuracyMs", millis(block.accuracy()))
        .put("over", block.over())
        .put("cause", block.cause().name().toLowerCase(Locale.ROOT))
        .put("callMs", millis(parts.call()))
        .put("gcMs", millis(parts.gc()))
        .put("machineMs", millis(parts.machine()))
        .put("unknownMs", millis(parts.unknown()))
        .put("where", block.where().map(Object::toString).orElse(null))
        .put(
            "frames",
            new JsonArray(
                block.longest().map(BlockedReport.Stack::frames).orElse(List.of()).stream()
                    .map(Object::toString)
                    .toList()));
  }

  private static JsonObject lateness(Lateness late) {
    return new JsonObject()
        .put("samples", late.samples())
        .put("missed", late.missed())
        .put("raw", percentiles(late.raw()))
        .put("corrected", percentiles(late.corrected()));
  }

  static JsonObject percentiles(Percentiles nanos) {
    return new JsonObject()
        .put("count", nanos.count())
        .put("p50", millis(nanos.p50()))
        .put("p90", millis(nanos.p90()))
        .put("p99", millis(nanos.p99()))
        .put("p999", millis(nanos.p999()))
        .put("max", millis(nanos.max()));
  }

  static BigDecimal millis(Duration duration) {
    return millis(duration.toNanos());
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 3);
  }
}
