package dev.interleave.format;

import dev.interleave.bulkhead.CallState;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.monitor.Percentiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How experiments look as JSON. */
public final class ExperimentJson {
  private ExperimentJson() {}

  /** All of it. */
  public static JsonObject experiment(Experiment experiment) {
    return summary(experiment)
        .put("results", Json.array(experiment.results(), each -> result(each, experiment)));
  }

  /** Without the results. */
  public static JsonObject summary(Experiment experiment) {
    Workload workload = experiment.workload();
    return new JsonObject()
        .put("id", experiment.id())
        .put("state", experiment.state().toString())
        .put("kind", workload.kind().name())
        .put("arguments", new JsonObject(new LinkedHashMap<>(workload.arguments().written())))
        .put("workload", workload(workload))
        .put("strategies", new JsonArray(experiment.workload().strategyNames()))
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("started", Json.instant(experiment.started()))
        .put("finished", experiment.finished().map(Json::instant).orElse(null))
        .put("progress", progress(experiment.progress()));
  }

  /** How far an experiment is. */
  public static JsonObject progress(Experiment.Progress progress) {
    return new JsonObject()
        .put("run", progress.run())
        .put("runs", progress.runs())
        .put("strategy", progress.strategy())
        .put("repetition", progress.repetition())
        .put("phase", progress.warmsUp() ? "warm-up" : "measuring")
        .put("done", progress.done())
        .put("jobs", progress.jobs());
  }

  /** One of an experiment's results, with its verdict. */
  public static JsonObject result(Result result, Experiment experiment) {
    return new JsonObject()
        .put("strategy", result.strategy())
        .put("verdict", Verdict.on(result, experiment))
        .put("jobs", jobs(result, experiment.workload().jobs() * result.runs().size()))
        .put(
            "makespanMs",
            new JsonObject()
                .put("median", millis(result.speed().makespan().median()))
                .put("min", millis(result.speed().makespan().min()))
                .put("max", millis(result.speed().makespan().max())))
        .put("idealMs", millis(result.speed().ideal()))
        .put("throughputPerSecond", Json.rounded(result.speed().perSecond(), 3))
        .put(
            "inFlight", result.sideBySide().inFlight() == 0 ? null : result.sideBySide().inFlight())
        .put(
            "sideBySide",
            new JsonObject()
                .put("allowed", result.sideBySide().allowed())
                .put("most", result.sideBySide().most()))
        .put("threads", result.sideBySide().threads())
        .put("queueWaitMs", percentiles(result.calls().queueWait()))
        .put("runMs", percentiles(result.calls().run()))
        .put(
            "lateMs",
            new JsonObject()
                .put("raw", percentiles(result.loop().late().raw()))
                .put("corrected", percentiles(result.loop().late().corrected()))
                .put("control", percentiles(result.loop().control().corrected())))
        .put(
            "samples",
            new JsonObject()
                .put("made", result.loop().late().samples())
                .put("missed", result.loop().late().missed()))
        .put(
            "ticks",
            new JsonObject()
                .put("made", result.loop().ticks().made())
                .put("missed", result.loop().ticks().missed()))
        .put(
            "blocks",
            new JsonObject()
                .put("count", result.loop().blocks())
                .put("longestMs", millis(result.loop().longestBlock())))
        .put("otherJobs", result.otherJobs())
        .put("cpuSeconds", Json.rounded(result.process().cpuSeconds(), 3))
        .put("allocatedBytes", result.process().allocatedBytes())
        .put(
            "residentBytes",
            result.process().resident().isPresent()
                ? result.process().resident().getAsLong()
                : null)
        .put("runs", Json.array(result.runs(), ExperimentJson::run));
  }

  private static JsonObject workload(Workload workload) {
    return new JsonObject()
        .put("jobs", workload.jobs())
        .put("concurrency", number(workload.concurrency()))
        .put("rate", number(workload.rate()))
        .put("warmup", workload.warmup())
        .put("repetitions", workload.repetitions())
        .put("seed", workload.seed());
  }

  private static JsonObject jobs(Result result, int asked) {
    return new JsonObject()
        .put("asked", asked)
        .put("succeeded", result.ends().count(CallState.SUCCEEDED))
        .put("failed", result.ends().count(CallState.FAILED))
        .put("cancelled", result.ends().count(CallState.CANCELLED))
        .put("timedOut", result.ends().count(CallState.TIMED_OUT))
        .put("expired", result.ends().count(CallState.EXPIRED))
        .put("rejected", result.ends().rejected());
  }

  private static JsonObject run(Run run) {
    return new JsonObject()
        .put("repetition", run.repetition())
        .put("position", run.position())
        .put("started", Json.instant(run.begun()))
        .put("makespanMs", millis(run.makespan()))
        .put("lateMaxMs", millis(run.lateMax()));
  }

  private static JsonObject percentiles(Percentiles times) {
    return new JsonObject()
        .put("p50", Json.millis(times.p50()))
        .put("p99", Json.millis(times.p99()))
        .put("max", Json.millis(times.max()));
  }

  private static BigDecimal millis(Duration duration) {
    return Json.millis(duration.toNanos());
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
