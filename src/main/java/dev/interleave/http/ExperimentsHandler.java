package dev.interleave.http;

import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Experiments;
import dev.interleave.experiment.Workload;
import dev.interleave.format.ExperimentCsv;
import dev.interleave.format.ExperimentJson;
import dev.interleave.format.ExperimentText;
import dev.interleave.format.Json;
import dev.interleave.format.TraceJson;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.jobs.Origin;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** {@code /experiments} and all below it. */
final class ExperimentsHandler {
  private static final String ALL = "all";
  private static final String PLAIN = Accepts.TEXT + ";charset=utf-8";

  private final Vertx vertx;
  private final Experiments experiments;
  private final Kinds kinds;
  private final OpenStrategies strategies;
  private final Streams streams;
  private final LargeAnswers traces;
  private final LongSupplier seeds;
  private final ExperimentText text = new ExperimentText();
  private final StreamForms<Experiment.Event> events;

  /**
   * @param seeds where the seed of an experiment comes from if the request names none
   */
  ExperimentsHandler(
      Vertx vertx,
      Experiments experiments,
      Kinds kinds,
      OpenStrategies strategies,
      Streams streams,
      LargeAnswers traces,
      LongSupplier seeds) {
    this.vertx = vertx;
    this.experiments = experiments;
    this.kinds = kinds;
    this.strategies = strategies;
    this.streams = streams;
    this.traces = traces;
    this.seeds = seeds;
    this.events =
        new StreamForms<>(ExperimentsHandler::name, ExperimentsHandler::data, streams.retry());
  }

  void start(RoutingContext ctx) {
    String type = Accepts.best(ctx, Accepts.JSON, Accepts.TEXT);
    if (type.equals(Accepts.TEXT)) {
      streams.requireRoom(ctx);
    }
    Experiment experiment = experiments.start(workload(ctx));
    ctx.response().putHeader(HttpHeaders.LOCATION, "/experiments/" + experiment.id());
    if (type.equals(Accepts.TEXT)) {
      StreamFormat<Experiment.Event> format =
          StreamFormat.text(text, ExperimentText.title(experiment), ExperimentText.HEARTBEAT);
      streams.open(ctx, experiments.events(experiment.id()), format, 0, () -> {});
    } else {
      ctx.response().setStatusCode(202);
      Answers.json(ctx, ExperimentJson.experiment(experiment));
    }
  }

  void list(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Answers.json(
        ctx,
        new JsonObject()
            .put(
                "experiments",
                Json.array(experiments.newestFirst().toList(), ExperimentJson::summary)));
  }

  void get(RoutingContext ctx) {
    Experiment experiment = find(ctx);
    switch (Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT, Accepts.CSV)) {
      case Accepts.TEXT ->
          Answers.send(
              ctx, PLAIN, ExperimentText.title(experiment) + ExperimentText.tables(experiment));
      case Accepts.CSV -> Answers.send(ctx, Accepts.CSV, ExperimentCsv.of(experiment));
      default -> Answers.json(ctx, ExperimentJson.experiment(experiment));
    }
  }

  void events(RoutingContext ctx) {
    StreamFormat<Experiment.Event> format = events.wanted(ctx);
    Experiment experiment = find(ctx);
    streams.open(
        ctx,
        experiments.events(experiment.id()),
        format,
        WatchHandler.lastEventId(ctx, 0),
        () -> {});
  }

  void trace(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Experiment experiment = find(ctx);
    ctx.response()
        .putHeader(
            "Content-Disposition",
            "attachment; filename=\"interleave-experiment-%d.json\"".formatted(experiment.id()));
    traces.send(
        ctx,
        Accepts.JSON,
        vertx.executeBlocking(() -> new Slices(Buffer.buffer(TraceJson.of(experiment))), false));
  }

  void cancel(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Experiment experiment = find(ctx);
    if (experiment.state() != Experiment.State.RUNNING) {
      throw new ProblemException(
          409,
          "already-final",
          "experiment %d is %s already and cannot be cancelled"
              .formatted(experiment.id(), experiment.state()));
    }
    experiments
        .cancel(experiment.id())
        .onSuccess(over -> Answers.json(ctx, ExperimentJson.experiment(over)))
        .onFailure(ctx::fail);
  }

  private Workload workload(RoutingContext ctx) {
    Map<String, String> given = Query.of(ctx);
    String name = Objects.requireNonNull(given.remove("kind"));
    Kind kind =
        kinds
            .find(name)
            .orElseThrow(() -> new InvalidValueException("kind", name, "one of " + kinds.names()));
    List<OpenStrategy> chosen = strategies(Objects.requireNonNull(given.remove("strategies")));
    int jobs = Integer.parseInt(given.remove("jobs"));
    OptionalInt concurrency = integer(given, "concurrency");
    OptionalInt rate = integer(given, "rate");
    int warmup = Integer.parseInt(given.remove("warmup"));
    int repetitions = Integer.parseInt(given.remove("repetitions"));
    OptionalInt seed = integer(given, "seed");
    return new Workload(
        kind,
        Arguments.of(kind.arguments(), given),
        chosen,
        jobs,
        concurrency,
        rate,
        warmup,
        repetitions,
        seed.isPresent() ? seed.getAsInt() : seeds.getAsLong(),
        Origin.of(RequestIds.of(ctx)));
  }

  private List<OpenStrategy> strategies(String names) {
    if (names.equals(ALL)) {
      return strategies.all().stream().filter(OpenStrategy::enabled).toList();
    }
    List<String> asked = List.of(names.split(",", -1));
    if (asked.stream().distinct().count() < asked.size()) {
      throw new InvalidValueException("strategies", names, "each strategy once");
    }
    List<OpenStrategy> chosen =
        asked.stream().map(name -> strategies.require("strategies", name)).toList();
    return strategies.all().stream().filter(chosen::contains).toList();
  }

  private Experiment find(RoutingContext ctx) {
    String id = ctx.pathParam("experiment");
    return experiments
        .find(Long.parseLong(id))
        .orElseThrow(() ->
            ProblemException.notFound(
                "no experiment has the id %s; old ones go when new ones come".formatted(id)));
  }

  private static OptionalInt integer(Map<String, String> given, String name) {
    return Stream.ofNullable(given.remove(name)).mapToInt(Integer::parseInt).findFirst();
  }

  private static String name(Experiment.Event event) {
    return switch (event) {
      case Experiment.Event.Progressed progressed -> "progress";
      case Experiment.Event.Measured measured -> "result";
      case Experiment.Event.Ended ended -> "finished";
    };
  }

  private static JsonObject data(Experiment.Event event) {
    return switch (event) {
      case Experiment.Event.Progressed progressed -> ExperimentJson.progress(progressed.progress());
      case Experiment.Event.Measured measured ->
          ExperimentJson.result(measured.result(), measured.experiment());
      case Experiment.Event.Ended ended ->
          new JsonObject().put("state", ended.experiment().state().toString());
    };
  }
}
