package dev.interleave.http;

import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/**
 * {@code /health/live} and {@code /health/ready}: about the service, not about the loop under test.
 */
final class HealthHandler {
  private final HealthChecks live;
  private final HealthChecks ready;

  /**
   * @param takesJobs whether jobs are accepted
   */
  HealthHandler(Vertx vertx, BooleanSupplier takesJobs) {
    live =
        HealthChecks.create(vertx).register("service-loop", check -> check.complete(Status.OK()));
    ready =
        HealthChecks.create(vertx)
            .register(
                "takes-jobs",
                check -> check.complete(takesJobs.getAsBoolean() ? Status.OK() : Status.KO()));
  }

  void live(RoutingContext ctx) {
    answer(ctx, live);
  }

  void ready(RoutingContext ctx) {
    answer(ctx, ready);
  }

  private static void answer(RoutingContext ctx, HealthChecks checks) {
    Accepts.best(ctx, Accepts.JSON);
    checks
        .checkStatus()
        .onSuccess(result -> {
          ctx.response().setStatusCode(CheckResult.isUp(result) ? 200 : 503);
          Answers.json(ctx, result.toJson());
        })
        .onFailure(ctx::fail);
  }
}
