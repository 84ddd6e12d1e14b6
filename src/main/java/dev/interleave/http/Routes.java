package dev.interleave.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;

/** The route table. The contract has the paths and the methods; the handlers stand here. */
final class Routes {
  private final RouterBuilder builder;
  private final Contract contract;

  private Routes(RouterBuilder builder, Contract contract) {
    this.builder = builder;
    this.contract = contract;
  }

  static Router of(Vertx vertx, Contract contract, Guard guard, Limits limits, Handlers to) {
    RouterBuilder builder = RouterBuilder.create(vertx, contract.openApi());
    Routes routes = new Routes(builder, contract);
    builder.rootHandler(RequestIds::check);
    builder.rootHandler(guard::pass);
    builder.rootHandler(Routes::requireReadablePath);
    builder.rootHandler(routes::tellMethods);

    routes.add("index", to.about()::index);
    routes.add("version", to.about()::version);
    routes.add("contract", to.about()::contract);
    routes.add("pageFile", to.page()::file);
    routes.add("library", to.page()::library);
    routes.add("document", to.page()::document);
    routes.add("live", to.health()::live);
    routes.add("ready", to.health()::ready);
    routes.add("enable", to.health()::enable);
    routes.add("disable", to.health()::disable);
    routes.add("metrics", to.metrics()::metrics);

    routes.add("ticker", to.watch()::ticker);
    routes.add("timeline", to.watch()::timeline);

    routes.add("loops", to.loops()::loops);

    routes.add("kinds", to.catalog()::kinds);
    routes.add("strategies", to.catalog()::strategies);

    routes.add("listJobs", to.jobs()::list);
    routes.add("startJob", to.jobPaths()::requireKind, limits.jobs().before(to.jobs()::start));
    routes.add("getJob", to.jobPaths()::requireId, to.jobs()::get);
    routes.add("cancelJob", to.jobPaths()::requireId, to.jobs()::cancel);
    routes.add("jobEvents", to.jobPaths()::requireId, to.jobs()::events);

    routes.add("users", to.users()::counts);
    routes.add("startUsers", limits.users().before(to.users()::start));
    routes.add("stopUsers", to.users()::stop);

    routes.add("scenarios", to.scenarios()::list);
    routes.add("describeScenario", to.scenarios()::describe);
    routes.add("playScenario", to.scenarios()::play);

    // A dry run makes one call at the most, as a job does.
    Handler<RoutingContext> start = to.users().notBeside(to.experiments()::start);
    routes.add(
        "startExperiment",
        ctx ->
            (ExperimentsHandler.isDryRun(ctx) ? limits.jobs() : limits.experiments())
                .before(start)
                .handle(ctx));
    routes.add("listExperiments", to.experiments()::list);
    routes.add("getExperiment", to.experiments()::get);
    routes.add("cancelExperiment", to.experiments()::cancel);
    routes.add("experimentEvents", to.experiments()::events);
    routes.add("experimentTrace", to.experiments()::trace);
    routes.add("experimentLateness", to.experiments()::lateness);

    Router router = builder.createRouter();
    answerHead(router);
    new Problems(contract).answerFor(router);
    return router;
  }

  /** How often one address may ask. */
  record Limits(RateLimit jobs, RateLimit experiments, RateLimit users) {}

  /** The handlers of each resource. */
  record Handlers(
      AboutHandler about,
      PageHandler page,
      HealthHandler health,
      MetricsHandler metrics,
      WatchHandler watch,
      LoopsHandler loops,
      CatalogHandler catalog,
      JobPaths jobPaths,
      JobsHandler jobs,
      UsersHandler users,
      ScenariosHandler scenarios,
      ExperimentsHandler experiments) {}

  private void add(String operationId, Handler<RoutingContext> handler) {
    add(operationId, ctx -> {}, handler);
  }

  /** The guard has seen to the token, and the contract is applied here. */
  private void add(
      String operationId, Handler<RoutingContext> first, Handler<RoutingContext> handler) {
    OpenAPIRoute route = builder.getRoute(operationId).setDoValidation(false).setDoSecurity(false);
    Query.Known query = contract.query(operationId);
    route.addHandler(ctx -> {
      first.handle(ctx);
      contract.check(route.getOperation(), ctx);
      Query.remember(ctx, query);
      handler.handle(ctx);
    });
  }

  /** What can be read can be asked for its head alone; the server leaves the body out. */
  private static void answerHead(Router router) {
    router.getRoutes().stream()
        .filter(route -> route.methods() != null && route.methods().contains(HttpMethod.GET))
        .forEach(route -> route.method(HttpMethod.HEAD));
  }

  private static void requireReadablePath(RoutingContext ctx) {
    try {
      ctx.normalizedPath();
    } catch (IllegalArgumentException badEscape) {
      throw Problems.malformed();
    }
    ctx.next();
  }

  private void tellMethods(RoutingContext ctx) {
    if (!ctx.request().method().equals(HttpMethod.OPTIONS)) {
      ctx.next();
      return;
    }
    String methods = contract.methods(ctx.normalizedPath());
    if (methods.isEmpty()) {
      throw Problems.noRoute(ctx);
    }
    ctx.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, methods).end();
  }
}
