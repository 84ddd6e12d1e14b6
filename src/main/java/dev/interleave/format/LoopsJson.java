package dev.interleave.format;

import dev.interleave.jobs.Job;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.MonitorOptions;
import dev.interleave.monitor.Percentiles;
import dev.interleave.monitor.Snapshot;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.LatenessFigures;
import dev.interleave.timeline.LatenessWindow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How lateness and blocks look as JSON. */
public final class LoopsJson {
  private LoopsJson() {}

  /** All that has been measured since the start. */
  public static JsonObject loops(
      MonitorOptions options, Snapshot sinceStart, List<BlockReport> blocks) {
    Percentiles control = sinceStart.control().corrected();
    return new JsonObject()
        .put("intervalMs", Json.millis(options.interval().toNanos()))
        .put("blockedAfterMs", Json.millis(options.blockedAfter().toNanos()))
        .put(
            "loops",
            loops(
                sinceStart.loops(),
                late ->
                    lateness(LatenessFigures.of(late))
                        .put("added", percentiles(late.corrected().above(control)))
                        .put("sampler", sampler(late, options))))
        .put("control", lateness(LatenessFigures.of(sinceStart.control())))
        .put("blocked", Json.array(blocks, LoopsJson::block));
  }

  /** What was measured in one window. */
  public static JsonObject window(LatenessWindow window) {
    return new JsonObject()
        .put("at", Json.instant(window.to()))
        .put("loops", loops(window.loops(), LoopsJson::lateness))
        .put("control", lateness(window.control()));
  }

  /** A report of a blocked loop. */
  public static JsonObject block(BlockReport report) {
    BlockedReport block = report.block();
    BlockedReport.Parts parts = block.parts();
    return new JsonObject()
        .put("number", block.number())
        .put("loop", block.loop().name())
        .put("start", Json.instant(block.start()))
        .put("lengthMs", Json.millis(report.length().toNanos()))
        .put("over", block.over())
        .put("cause", report.cause().name().toLowerCase(Locale.ROOT))
        .put("callMs", Json.millis(parts.call().toNanos()))
        .put("gcMs", Json.millis(parts.gc().toNanos()))
        .put("machineMs", Json.millis(parts.machine().toNanos()))
        .put("unknownMs", Json.millis(parts.unknown().toNanos()))
        .put("jobs", report.jobs())
        .put("job", report.job().map(LoopsJson::job).orElse(null))
        .put("where", block.where().map(StackTraceElement::toString).orElse(null))
        .put("frames", block.longest().map(LoopsJson::frames).orElseGet(JsonArray::new))
        .put("ran", Json.array(block.stacks(), LoopsJson::ran));
  }

  private static <L> JsonArray loops(Map<Loop, L> measured, Function<L, JsonObject> json) {
    JsonArray loops = new JsonArray();
    measured.forEach((loop, late) ->
        loops.add(new JsonObject().put("name", loop.name()).mergeIn(json.apply(late))));
    return loops;
  }

  private static JsonObject lateness(LatenessFigures late) {
    return new JsonObject()
        .put("samples", late.samples())
        .put("missed", late.missed())
        .put("raw", percentiles(late.raw()))
        .put("corrected", percentiles(late.corrected()));
  }

  /** What the measuring itself costs the loop. */
  private static JsonObject sampler(Lateness late, MonitorOptions options) {
    double nanos = late.costNanos();
    double time = (double) late.corrected().count() * options.interval().toNanos();
    return new JsonObject()
        .put("meanMicros", Json.rounded(nanos / 1e3 / Math.max(1, late.samples()), 3))
        .put("share", Json.rounded(nanos / Math.max(1, time), 6));
  }

  private static JsonArray frames(BlockedReport.Stack stack) {
    return new JsonArray(stack.frames().stream().map(Object::toString).toList());
  }

  private static JsonObject ran(BlockedReport.Stack stack) {
    return new JsonObject()
        .put("where", stack.where().toString())
        .put("share", Json.rounded(stack.share(), 3))
        .put("afterMs", Json.millis(stack.after().toNanos()));
  }

  private static JsonObject percentiles(Percentiles late) {
    return new JsonObject()
        .put("count", late.count())
        .put("p50", Json.millis(late.p50()))
        .put("p90", Json.millis(late.p90()))
        .put("p99", Json.millis(late.p99()))
        .put("p999", Json.millis(late.p999()))
        .put("max", Json.millis(late.max()));
  }

  private static JsonObject job(Job job) {
    return new JsonObject()
        .put("id", job.id().toString())
        .put("number", job.number())
        .put("kind", job.asked().kind())
        .put("strategy", job.asked().strategy());
  }
}
