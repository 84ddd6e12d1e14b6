package dev.interleave.format;

import dev.interleave.bulkhead.BulkheadMetrics;
import dev.interleave.config.Settings;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.scenario.Scenario;
import dev.interleave.scenario.Scenarios;
import dev.interleave.values.Allowed;
import dev.interleave.values.Durations;
import dev.interleave.work.Argument;
import dev.interleave.work.Kind;
import dev.interleave.work.LeftOut;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** How kinds, strategies and scenarios look as JSON. */
public final class CatalogJson {
  private CatalogJson() {}

  /** A kind with its arguments. */
  public static JsonObject kind(Kind kind) {
    return new JsonObject()
        .put("name", kind.name())
        .put("description", kind.description())
        .put("repeatable", kind.isRepeatable())
        .put("arguments", Json.array(kind.arguments(), CatalogJson::argument));
  }

  /** A plug-in that could not be loaded. */
  public static JsonObject leftOut(LeftOut leftOut) {
    return new JsonObject().put("plugin", leftOut.plugIn()).put("reason", leftOut.reason());
  }

  /** A strategy with its limits and its load at this moment. */
  public static JsonObject strategy(OpenStrategy strategy) {
    Settings.Strategy limits = strategy.settings();
    BulkheadMetrics load = strategy.bulkhead().metrics();
    return new JsonObject()
        .put("name", strategy.name())
        .put("description", strategy.strategy().description())
        .put("enabled", strategy.enabled())
        .put(
            "limits",
            new JsonObject()
                .put("concurrency", limits.concurrency())
                .put("queue", limits.queue())
                .put("queueTimeout", Durations.print(limits.queueTimeout()))
                .put("callTimeout", Durations.print(limits.callTimeout()))
                .put("maxDuration", Durations.print(limits.maxDuration())))
        .put(
            "load",
            new JsonObject()
                .put("queued", load.queued())
                .put("running", load.running())
                .put("deaf", load.deaf())
                .put("accepted", load.accepted())
                .put("rejected", load.rejected()));
  }

  /** A scenario with what to expect of it. */
  public static JsonObject scenario(Scenario scenario) {
    JsonArray parameters =
        Json.array(List.of(Scenarios.SECONDS, Scenarios.INTERVAL), CatalogJson::parameter);
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

  private static JsonObject parameter(Argument<?> argument) {
    return new JsonObject()
        .put("name", argument.name())
        .put("default", argument.printedDefault())
        .put("description", argument.description());
  }

  private static JsonObject argument(Argument<?> argument) {
    Allowed<?> allowed = argument.allowed();
    JsonObject json =
        new JsonObject()
            .put("name", argument.name())
            .put("type", allowed.type())
            .put("default", argument.printedDefault());
    allowed.min().ifPresent(min -> json.put("min", min));
    allowed.max().ifPresent(max -> json.put("max", max));
    if (!allowed.options().isEmpty()) {
      json.put("options", new JsonArray(allowed.options()));
    }
    return json.put("description", argument.description());
  }
}
