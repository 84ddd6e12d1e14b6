package dev.interleave.http;

import dev.interleave.format.CatalogJson;
import dev.interleave.format.CatalogText;
import dev.interleave.format.Json;
import dev.interleave.format.TickJson;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.scenario.Line;
import dev.interleave.scenario.Scenario;
import dev.interleave.scenario.Scenarios;
import dev.interleave.scenario.Stage;
import dev.interleave.values.InvalidValueException;
import dev.interleave.values.PlainText;
import dev.interleave.work.Arguments;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code /scenarios} and all below it. */
final class ScenariosHandler {
  private final Scenarios scenarios;
  private final OpenStrategies strategies;
  private final Streams streams;
  private final StreamForms<Line> lines;

  ScenariosHandler(Scenarios scenarios, OpenStrategies strategies, Streams streams) {
    this.scenarios = scenarios;
    this.strategies = strategies;
    this.streams = streams;
    this.lines =
        new StreamForms<Line>(line -> "line", TickJson::line, streams.retry())
            .withText((id, line) -> Buffer.buffer(PlainText.line(line.text()) + "\n"));
  }

  void list(RoutingContext ctx) {
    if (Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT).equals(Accepts.TEXT)) {
      Answers.text(ctx, CatalogText.scenarios(scenarios.all()));
      return;
    }
    Answers.json(
        ctx, new JsonObject().put("scenarios", Json.array(scenarios.all(), CatalogJson::scenario)));
  }

  void describe(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Answers.json(ctx, CatalogJson.scenario(find(ctx)));
  }

  void play(RoutingContext ctx) {
    Scenario scenario = find(ctx);
    StreamFormat<Line> format =
        lines.of(Accepts.best(ctx, Accepts.TEXT, Accepts.EVENTS, Accepts.NDJSON));
    streams.requireRoom(ctx);
    Scenarios.Run run = scenarios.start(scenario, parameters(ctx, scenario));
    streams.open(ctx, run.transcript(), format, 0, run.stop());
  }

  private Stage.Parameters parameters(RoutingContext ctx, Scenario scenario) {
    Map<String, String> given = Query.of(ctx);
    Optional<String> wanted = Optional.ofNullable(given.remove("strategy"));
    Arguments arguments = Arguments.of(List.of(Scenarios.SECONDS, Scenarios.INTERVAL), given);
    wanted
        .filter(name -> !scenario.choosesStrategy() && !name.equals(scenario.strategy()))
        .ifPresent(name -> {
          throw new InvalidValueException(
              "strategy", name, scenario.strategy() + ", which is what it shows");
        });
    OpenStrategy strategy = strategies.require(wanted.orElse(scenario.strategy()));
    strategy.requireShort(Scenarios.SECONDS.name(), arguments.get(Scenarios.SECONDS));
    return new Stage.Parameters(
        arguments.get(Scenarios.SECONDS),
        arguments.get(Scenarios.INTERVAL),
        strategy.name(),
        Origins.of(ctx));
  }

  private Scenario find(RoutingContext ctx) {
    String name = ctx.pathParam("scenario");
    return scenarios
        .find(name)
        .orElseThrow(() ->
            ProblemException.notFound(
                "no scenario is named %s; there are %s".formatted(name, names())));
  }

  private String names() {
    return scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", "));
  }
}
