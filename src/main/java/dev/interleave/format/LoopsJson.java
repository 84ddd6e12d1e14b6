package dev.interleave.format;

import dev.interleave.jobs.Job;
import dev.interleave.loop.Block;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.loop.Loops;
import dev.interleave.loop.Percentiles;
import dev.interleave.timeline.BlockReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** How lateness and blocks look as JSON. */
public final class LoopsJson {
  private LoopsJson() {}

  /** All that has been measured since the start. */
  public static JsonObject loops(
      Loops.Options options, Map<String, Loops.Summary> sinceStart, List<BlockReport> blocks) {
    Loops.Summary control = Objects.requireNonNull(sinceStart.get(Loops.CONTROL));
    return new JsonObject()
        .put("intervalMs", Json.millis(options.interval().toNanos()))
        .put("blockedAfterMs", Json.millis(options.limit().toNanos()))
        .put(
            "loops",
            loops(
                sinceStart,
                summary ->
                    summary(summary)
                        .put("added", percentiles(summary.corrected().above(control.corrected())))
                        .put("sampler", sampler(summary, options))))
        .put("control", summary(control))
        .put("blocked", Json.array(blocks, LoopsJson::block));
  }

  /** What was measured in one window. */
  public static JsonObject window(Loops.LatenessWindow window) {
    return new JsonObject()
        .put("at", Json.instant(window.at()))
        .put("loops", loops(window.summaries(), LoopsJson::summary))
        .put("control", summary(Objects.requireNonNull(window.summaries().get(Loops.CONTROL))));
  }

  /** A report of a blocked loop. */
  public static JsonObject block(BlockReport report) {
    Block block = report.block();
    return new JsonObject()
        .put("number", block.number())
        .put("loop", LoopUnderTest.THREAD_NAME)
        .put("start", Json.instant(report.start()))
        .put("lengthMs", Json.millis(report.length().toNanos()))
        .put("over", block.over())
        .put("cause", report.cause().name().toLowerCase(Locale.ROOT))
        .put("gcMs", Json.millis(block.garbage().toNanos()))
        .put("standstillMs", Json.millis(block.standstill().toNanos()))
        .put("job", report.job().map(LoopsJson::job).orElse(null))
        .put("where", block.where().map(StackTraceElement::toString).orElse(null))
        .put("frames", new JsonArray(block.stack().stream().map(Object::toString).toList()));
  }

  private static JsonArray loops(
      Map<String, Loops.Summary> summaries, Function<Loops.Summary, JsonObject> json) {
    JsonArray loops = new JsonArray();
    summaries.forEach((name, summary) -> {
      if (!name.equals(Loops.CONTROL)) {
        loops.add(new JsonObject().put("name", name).mergeIn(json.apply(summary)));
      }
    });
    return loops;
  }

  private static JsonObject summary(Loops.Summary summary) {
    return new JsonObject()
        .put("beats", summary.beats())
        .put("missed", summary.missed())
        .put("raw", percentiles(summary.raw()))
        .put("corrected", percentiles(summary.corrected()));
  }

  /** What the measuring itself costs the loop. */
  private static JsonObject sampler(Loops.Summary summary, Loops.Options options) {
    double nanos = summary.costNanos();
    double time = (double) summary.corrected().count() * options.interval().toNanos();
    return new JsonObject()
        .put("meanMicros", Json.rounded(nanos / 1e3 / Math.max(1, summary.beats()), 3))
        .put("share", Json.rounded(nanos / Math.max(1, time), 6));
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
        .put("id", job.id())
        .put("kind", job.asked().kind())
        .put("strategy", job.asked().strategy());
  }
}
