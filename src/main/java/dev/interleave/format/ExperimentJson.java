package dev.interleave.format;

import dev.interleave.experiment.Carried;
import dev.interleave.experiment.Conclusion;
import dev.interleave.experiment.Estimate;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.MedianInterval;
import dev.interleave.experiment.Result;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.Spread;
import dev.interleave.experiment.Verdict;
import dev.interleave.experiment.Workload;
import dev.interleave.jobs.JobState;
import dev.interleave.monitor.Percentiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How experiments look as JSON. */
public final class ExperimentJson {
  private static final double NANOS = 1e9;

  private ExperimentJson() {}

  /** All of it. */
  public static JsonObject experiment(Experiment experiment) {
    return summary(experiment)
        .put("conclusion", new JsonArray(Conclusion.of(experiment)))
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
        .put("strategies", new JsonArray(workload.names()))
        .put("estimate", estimate(experiment.estimate()))
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("started", Json.instant(experiment.started()))
        .put("finished", experiment.finished().map(Json::instant).orElse(null))
        .put("progress", progress(experiment.progress()));
  }

  /** What an experiment would do, without its doing it. */
  public static JsonObject plan(Workload workload, Estimate estimate) {
    return new JsonObject()
        .put("kind", workload.kind().name())
        .put("arguments", new JsonObject(new LinkedHashMap<>(workload.arguments().written())))
        .put("workload", workload(workload))
        .put("strategies", new JsonArray(workload.names()))
        .put("allJobs", workload.allJobs())
        .put("estimate", estimate(estimate));
  }

  private static JsonObject estimate(Estimate estimate) {
    return new JsonObject()
        .put("seconds", Json.rounded(estimate.duration().toNanos() / NANOS, 1))
        .put("basis", estimate.call().basis().toString());
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
        .put("makespanMs", spread(result.speed().makespan()))
        .put("differsFromFastest", Conclusion.isCalled(result, experiment))
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
        .put("queueWaitOfRunsMs", spread(result.calls().queueWaitOfRuns()))
        .put("runMs", percentiles(result.calls().run()))
        .put("runOfRunsMs", spread(result.calls().runOfRuns()))
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
        .put("pools", workload.pools().toString())
        .put("concurrency", number(workload.concurrency()))
        .put("inFlight", number(workload.inFlightByEach()))
        .put("rate", number(workload.rate()))
        .put("warmup", number(workload.warmup()))
        .put("repetitions", workload.repetitions())
        .put("seed", workload.seed());
  }

  private static JsonObject jobs(Result result, int asked) {
    return new JsonObject()
        .put("asked", asked)
        .put("succeeded", result.ends().count(JobState.SUCCEEDED))
        .put("failed", result.ends().count(JobState.FAILED))
        .put("cancelled", result.ends().count(JobState.CANCELLED))
        .put("timedOut", result.ends().count(JobState.TIMED_OUT))
        .put("expired", result.ends().count(JobState.EXPIRED))
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
        .put("p50", millis(Carried.p50(times)))
        .put("p99", millis(Carried.p99(times)))
        .put("max", millis(Carried.max(times)));
  }

  private static JsonObject spread(Spread spread) {
    return new JsonObject()
        .put("median", millis(spread.median()))
        .put(
            "low",
            spread.interval().map(MedianInterval::low).map(ExperimentJson::millis).orElse(null))
        .put(
            "high",
            spread.interval().map(MedianInterval::high).map(ExperimentJson::millis).orElse(null))
        .put("min", millis(spread.min()))
        .put("max", millis(spread.max()));
  }

  private static @Nullable BigDecimal millis(OptionalLong nanos) {
    return nanos.isPresent() ? Json.millis(nanos.getAsLong()) : null;
  }

  private static BigDecimal millis(Duration duration) {
    return Json.millis(duration.toNanos());
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
