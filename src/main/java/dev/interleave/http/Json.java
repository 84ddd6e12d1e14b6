package dev.interleave.http;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.loop.Tick;
import dev.interleave.offload.Limits;
import dev.interleave.offload.Load;
import dev.interleave.scenario.Line;
import dev.interleave.scenario.Scenario;
import dev.interleave.scenario.Scenarios;
import dev.interleave.values.Allowed;
import dev.interleave.values.Durations;
import dev.interleave.work.Argument;
import dev.interleave.work.BlockingJob;
import dev.interleave.work.LeftOut;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How everything looks as JSON. Durations are milliseconds with three decimals. */
final class Json {
  private Json() {}

  static JsonObject tick(Tick tick) {
    return new JsonObject()
        .put("seq", tick.seq())
        .put("at", instant(tick.at()))
        .put("lateMs", millis(tick.lateNanos()))
        .put("missed", tick.missed())
        .put("thread", tick.thread());
  }

  static JsonObject event(JobEvent event) {
    return new JsonObject()
        .put("event", event.type().toString())
        .put("at", instant(event.at()))
        .put("job", job(event.job()));
  }

  static JsonObject line(Line line) {
    return new JsonObject()
        .put("atMs", millis(line.at().toNanos()))
        .put("thread", line.thread())
        .put("line", line.text());
  }

  static JsonObject job(Job job) {
    return new JsonObject()
        .put("id", job.id())
        .put("kind", job.kind())
        .put("arguments", new JsonObject(new LinkedHashMap<>(job.arguments())))
        .put("strategy", job.strategy())
        .put("state", job.state().toString())
        .put("result", job.result().orElse(null))
        .put("error", job.error().map(Json::failure).orElse(null))
        .put("thread", job.thread().map(Json::thread).orElse(null))
        .put("holdsThread", job.holdsThread())
        .put("requestId", job.requestId())
        .put("submitted", instant(job.submitted()))
        .put("started", job.started().map(Json::instant).orElse(null))
        .put("finished", job.finished().map(Json::instant).orElse(null))
        .put("queueWaitMs", millis(job.queueWait()))
        .put("runMs", millis(job.run()));
  }

  static JsonObject kind(BlockingJob kind) {
    return new JsonObject()
        .put("name", kind.kind())
        .put("description", kind.description())
        .put("arguments", array(kind.arguments(), Json::argument));
  }

  static JsonObject leftOut(LeftOut leftOut) {
    return new JsonObject().put("plugin", leftOut.plugIn()).put("reason", leftOut.reason());
  }

  static JsonObject strategy(OpenStrategy strategy) {
    Limits limits = strategy.limits();
    Load load = strategy.offload().load();
    return new JsonObject()
        .put("name", strategy.name())
        .put("description", strategy.strategy().description())
        .put("enabled", strategy.enabled())
        .put(
            "limits",
            new JsonObject()
                .put("poolSize", limits.poolSize())
                .put("queueSize", limits.queueSize())
                .put("queueDeadline", Durations.print(limits.queueDeadline()))
                .put("runDeadline", Durations.print(limits.runDeadline()))
                .put("maxDuration", Durations.print(strategy.maxDuration())))
        .put(
            "load",
            new JsonObject()
                .put("queued", load.queued())
                .put("running", load.running())
                .put("ignoringInterrupt", load.ignoringInterrupt())
                .put("accepted", load.accepted())
                .put("refused", load.refused()));
  }

  static JsonObject scenario(Scenario scenario) {
    JsonArray parameters = array(List.of(Scenarios.SECONDS, Scenarios.INTERVAL), Json::parameter);
    if (scenario.choosesStrategy()) {
      parameters.add(
          new JsonObject()
              .put("name", "strategy")
              .put("default", scenario.strategy())
              .put("description", "how the call is made; /strategies lists them"));
    }
    return new JsonObject()
        .put("name", scenario.name())
        .put("title", scenario.title())
        .put("claim", scenario.claim())
        .put("expect", new JsonArray(scenario.expect()))
        .put("parameters", parameters);
  }

  static <T> JsonArray array(Iterable<T> items, Function<T, JsonObject> json) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }

  private static JsonObject parameter(Argument<?> argument) {
    return new JsonObject()
        .put("name", argument.name())
        .put("default", argument.printedPreset())
        .put("description", argument.description());
  }

  private static JsonObject argument(Argument<?> argument) {
    Allowed<?> allowed = argument.allowed();
    JsonObject json =
        new JsonObject()
            .put("name", argument.name())
            .put("type", allowed.type())
            .put("default", argument.printedPreset());
    allowed.min().ifPresent(min -> json.put("min", min));
    allowed.max().ifPresent(max -> json.put("max", max));
    if (!allowed.options().isEmpty()) {
      json.put("options", new JsonArray(allowed.options()));
    }
    return json.put("description", argument.description());
  }

  private static JsonObject failure(Job.Failure failure) {
    return new JsonObject().put("type", failure.type()).put("message", failure.message());
  }

  private static JsonObject thread(Job.Worker thread) {
    return new JsonObject()
        .put("name", thread.name())
        .put("daemon", thread.daemon())
        .put("virtual", thread.virtual());
  }

  static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).toString();
  }

  private static BigDecimal millis(Optional<Duration> duration) {
    return duration.map(Duration::toNanos).map(Json::millis).orElse(null);
  }

  static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 3);
  }
}
