package dev.interleave.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Map;

/** The route table. The contract has the paths and the methods; the handlers stand here. */
final class Routes {
  private final RouterBuilder builder;
  private final Contract contract;

  private Routes(RouterBuilder builder, Contract contract) {
    this.builder = builder;
    this.contract = contract;
  }

  static Router of(Vertx vertx, Contract contract, Handlers to) {
    RouterBuilder builder = RouterBuilder.create(vertx, contract.openApi());
    builder.rootHandler(RequestIds::name);
    builder.rootHandler(Routes::refuseBody);
    Routes routes = new Routes(builder, contract);

    routes.add("index", to.about()::index);
    routes.add("version", to.about()::version);
    routes.add("contract", to.about()::contract);
    routes.add("pageFile", to.page()::file);
    routes.add("library", to.page()::library);
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
    routes.add("startJob", to.jobs()::start);
    routes.add("getJob", to.jobs()::get);
    routes.add("cancelJob", to.jobs()::cancel);
    routes.add("jobEvents", to.jobs()::events);

    routes.add("scenarios", to.scenarios()::list);
    routes.add("describeScenario", to.scenarios()::describe);
    routes.add("playScenario", to.scenarios()::play);

    routes.add("startExperiment", to.experiments()::start);
    routes.add("listExperiments", to.experiments()::list);
    routes.add("getExperiment", to.experiments()::get);
    routes.add("cancelExperiment", to.experiments()::cancel);
    routes.add("experimentEvents", to.experiments()::events);
    routes.add("experimentTrace", to.experiments()::trace);

    Router router = builder.createRouter();
    new Problems(contract).answerFor(router);
    return router;
  }

  /** The handlers of each resource. */
  record Handlers(
      AboutHandler about,
      PageHandler page,
      HealthHandler health,
      MetricsHandler metrics,
      WatchHandler watch,
      LoopsHandler loops,
      CatalogHandler catalog,
      JobsHandler jobs,
      ScenariosHandler scenarios,
      ExperimentsHandler experiments) {}

  private void add(String operationId, Handler<RoutingContext> handler) {
    OpenAPIRoute route = builder.getRoute(operationId).setDoValidation(false);
    Map<String, String> defaults = contract.defaults(operationId);
    route.addHandler(ctx -> {
      contract.check(route.getOperation(), ctx);
      Query.remember(ctx, defaults);
      handler.handle(ctx);
    });
  }

  /** No request of this service has a body. One that has is answered unread. */
  private static void refuseBody(RoutingContext ctx) {
    if (hasBody(ctx.request())) {
      boolean typed = ctx.request().headers().contains(HttpHeaders.CONTENT_TYPE);
      throw new ProblemException(
              typed ? 415 : 400,
              "unexpected-body",
              "no request here may have a body, of whatever type; parameters go into the query")
          .with(HttpHeaders.CONNECTION, "close");
    }
    ctx.next();
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }
}
