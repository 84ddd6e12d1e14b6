package dev.interleave.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The results for programs, with every round's figures. */
final class JsonReport {
  private final Results results;

  JsonReport(Results results) {
    this.results = results;
  }

  JsonObject of(Effort effort, List<Contender> contenders) {
    JsonArray calls = new JsonArray();
    contenders.forEach(contender -> calls.add(call(contender)));
    JsonArray goals = new JsonArray();
    Goal.ALL.forEach(goal -> goals.add(goal(goal)));
    return new JsonObject()
        .put("java", Runtime.version().toString())
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("inFlight", Effort.IN_FLIGHT)
        .put("rounds", effort.rounds())
        .put("floodSeconds", effort.floodSeconds())
        .put("serialCalls", effort.serialCalls())
        .put("calls", calls)
        .put("goals", goals);
  }

  private JsonObject call(Contender contender) {
    return new JsonObject()
        .put("name", contender.name())
        .put("callsPerSecond", figure(contender, Figures::callsPerSecond))
        .put("serialP50Micros", figure(contender, Figures::serialP50Micros));
  }

  private JsonObject figure(Contender contender, ToDoubleFunction<Figures> figure) {
    List<Double> rounds = results.each(contender.name(), figure);
    return spread(Spread.of(rounds)).put("rounds", new JsonArray(rounds));
  }

  private JsonObject goal(Goal goal) {
    return new JsonObject()
        .put("figure", goal.figure())
        .put("name", goal.name())
        .put("other", goal.other())
        .put("ratio", spread(goal.ratio(results)))
        .put(goal.atMost() ? "atMost" : "atLeast", goal.bound())
        .put("met", goal.isMet(results));
  }

  private static JsonObject spread(Spread spread) {
    return new JsonObject()
        .put("median", spread.median())
        .put("min", spread.min())
        .put("max", spread.max());
  }
}
