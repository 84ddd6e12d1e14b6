package dev.interleave.http;

import dev.interleave.experiment.Contender;
import dev.interleave.experiment.Estimate;
import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Experiments;
import dev.interleave.experiment.Pools;
import dev.interleave.experiment.ShortDurations;
import dev.interleave.experiment.Workload;
import dev.interleave.format.ExperimentCsv;
import dev.interleave.format.ExperimentHlog;
import dev.interleave.format.ExperimentJson;
import dev.interleave.format.ExperimentText;
import dev.interleave.format.Json;
import dev.interleave.format.TraceJson;
import dev.interleave.format.report.ExperimentHtml;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.Origin;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** {@code /experiments} and all below it. */
final class ExperimentsHandler {
  /** It would come in the middle of a bar. */
  private static final String NO_HEARTBEAT = "";

  private static final String DRY_RUN = "dry-run";
  private static final String PLAIN = Accepts.TEXT + ";charset=utf-8";

  private final Vertx vertx;
  private final Experiments experiments;
  private final Kinds kinds;
  private final OpenStrategies strategies;
  private final Streams streams;
  private final LargeAnswers large;
  private final boolean needsToken;
  private final LongSupplier seeds;
  private final ExperimentText text = new ExperimentText();
  private final String reportStyle = ExperimentHtml.styleHash();
  private final StreamForms<Experiment.Event> events;

  /**
   * @param large answers that are long, or that take a while to make
   * @param needsToken whether starting an experiment needs a token
   * @param seeds where the seed of an experiment comes from if the request names none
   */
  ExperimentsHandler(
      Vertx vertx,
      Experiments experiments,
      Kinds kinds,
      OpenStrategies strategies,
      Streams streams,
      LargeAnswers large,
      boolean needsToken,
      LongSupplier seeds) {
    this.vertx = vertx;
    this.experiments = experiments;
    this.kinds = kinds;
    this.strategies = strategies;
    this.streams = streams;
    this.large = large;
    this.needsToken = needsToken;
    this.seeds = seeds;
    this.events =
        new StreamForms<>(ExperimentsHandler::name, ExperimentsHandler::data, streams.retry());
  }

  /** Whether a request only asks how long an experiment would take. */
  static boolean isDryRun(RoutingContext ctx) {
    return Boolean.parseBoolean(Query.of(ctx).get(DRY_RUN));
  }

  void start(RoutingContext ctx) {
    Map<String, String> given = Query.of(ctx);
    boolean isDryRun = isDryRun(ctx);
    given.remove(DRY_RUN);
    Kind kind = kind(Objects.requireNonNull(given.remove("kind")));
    Query.requireKnown(ctx, kind);
    OptionalInt jobs = integer(given, "jobs");
    OptionalInt repetitions = integer(given, "repetitions");
    Workload asked =
        workload(kind, given, jobs.orElse(1), repetitions.orElse(1), Origin.of(RequestIds.of(ctx)));
    experiments.requireAllowed(asked);
    String type = Accepts.best(ctx, Accepts.JSON, Accepts.TEXT);
    if (!isDryRun && type.equals(Accepts.TEXT)) {
      streams.requireRoom(ctx);
    }
    if (!isDryRun) {
      experiments.requireNoneRunning();
    }
    experiments
        .callTime(asked)
        .map(call -> {
          Workload workload = Estimate.sized(asked, jobs, repetitions, call);
          Estimate estimate = Estimate.of(workload, call);
          if (isDryRun) {
            plan(ctx, type, workload, estimate);
          } else {
            answer(ctx, type, experiments.start(workload, estimate));
          }
          return null;
        })
        .onFailure(ctx::fail);
  }

  private static void plan(RoutingContext ctx, String type, Workload workload, Estimate estimate) {
    if (type.equals(Accepts.TEXT)) {
      Answers.text(ctx, ExperimentText.plan(workload, estimate));
    } else {
      Answers.json(ctx, ExperimentJson.plan(workload, estimate));
    }
  }

  private void answer(RoutingContext ctx, String type, Experiment experiment) {
    ctx.response().putHeader(HttpHeaders.LOCATION, "/experiments/" + experiment.id());
    if (type.equals(Accepts.TEXT)) {
      StreamFormat<Experiment.Event> format =
          StreamFormat.text(text, ExperimentText.title(experiment), NO_HEARTBEAT);
      streams.open(ctx, experiments.events(experiment.id()), format, 0, () -> {});
    } else {
      ctx.response().setStatusCode(202);
      Answers.json(ctx, ExperimentJson.experiment(experiment));
    }
  }

  void list(RoutingContext ctx) {
    if (Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT).equals(Accepts.TEXT)) {
      Answers.text(ctx, ExperimentText.list(experiments.newestFirst().toList()));
      return;
    }
    Answers.json(
        ctx,
        new JsonObject()
            .put(
                "experiments",
                Json.array(experiments.newestFirst().toList(), ExperimentJson::summary)));
  }

  void get(RoutingContext ctx) {
    Experiment experiment = find(ctx);
    ctx.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    switch (Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT, Accepts.CSV, Accepts.HTML)) {
      case Accepts.TEXT ->
          Answers.send(
              ctx, PLAIN, ExperimentText.title(experiment) + ExperimentText.tables(experiment));
      case Accepts.CSV -> Answers.send(ctx, Accepts.CSV, ExperimentCsv.of(experiment));
      case Accepts.HTML -> report(ctx, experiment);
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
    sendFile(
        ctx,
        "attachment; filename=\"interleave-experiment-%d.json\"".formatted(experiment.id()),
        Accepts.JSON,
        () -> Buffer.buffer(TraceJson.of(experiment)));
  }

  void lateness(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.TEXT);
    Experiment experiment = find(ctx);
    sendFile(
        ctx,
        "attachment; filename=\"interleave-experiment-%d.hlog\"".formatted(experiment.id()),
        PLAIN,
        () -> Buffer.buffer(ExperimentHlog.of(experiment)));
  }

  private void report(RoutingContext ctx, Experiment experiment) {
    HttpServerRequest request = ctx.request();
    ExperimentHtml.Service service =
        new ExperimentHtml.Service(
            request.scheme() + "://" + CurlLine.here(ctx),
            needsToken,
            vertx.isNativeTransportEnabled());
    SecurityHeaders.addForReport(ctx.response(), reportStyle);
    sendFile(
        ctx,
        "inline; filename=\"interleave-experiment-%d.html\"".formatted(experiment.id()),
        Accepts.HTML + ";charset=utf-8",
        () -> Buffer.buffer(ExperimentHtml.of(experiment, service)));
  }

  /** Makes it on a worker thread, because that takes a while. */
  private void sendFile(
      RoutingContext ctx, String disposition, String contentType, Callable<Buffer> content) {
    ctx.response().putHeader("Content-Disposition", disposition);
    large.send(ctx, contentType, vertx.executeBlocking(() -> new Slices(content.call()), false));
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

  private Kind kind(String name) {
    return kinds
        .find(name)
        .orElseThrow(() -> new InvalidValueException("kind", name, "one of " + kinds.names()));
  }

  private Workload workload(
      Kind kind, Map<String, String> given, int jobs, int repetitions, Origin origin) {
    String chosen = Objects.requireNonNull(given.remove("strategies"));
    Pools pools = Pools.of(Objects.requireNonNull(given.remove("pools")));
    OptionalInt concurrency = integer(given, "concurrency");
    OptionalInt rate = integer(given, "rate");
    OptionalInt warmup = integer(given, "warmup");
    OptionalInt seed = integer(given, "seed");
    Map<String, String> arguments = ShortDurations.in(kind, given);
    return new Workload(
        kind,
        Arguments.of(kind.arguments(), arguments),
        Contender.all(chosen, strategies, kind, arguments),
        jobs,
        pools,
        concurrency,
        rate,
        warmup,
        repetitions,
        seed.isPresent() ? seed.getAsInt() : seeds.getAsLong(),
        origin);
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
