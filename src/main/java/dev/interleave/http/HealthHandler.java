package dev.interleave.http;

import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/**
 * {@code /health/live} and {@code /health/ready}: about the service, not about the loop under test.
 * An operator may take its readiness away and give it back: nothing else changes.
 */
final class HealthHandler {
  private final HealthChecks live;
  private final HealthChecks ready;
  private boolean enabled = true;

  /**
   * @param running whether it is not told to stop
   */
  HealthHandler(Vertx vertx, BooleanSupplier running) {
    live =
        HealthChecks.create(vertx).register("service-loop", check -> check.complete(Status.OK()));
    ready =
        HealthChecks.create(vertx)
            .register("running", check -> check.complete(status(running.getAsBoolean())))
            .register("enabled", check -> check.complete(status(enabled)));
  }

  void live(RoutingContext ctx) {
    answer(ctx, live);
  }

  void ready(RoutingContext ctx) {
    answer(ctx, ready);
  }

  void enable(RoutingContext ctx) {
    enabled = true;
    ctx.response().setStatusCode(204).end();
  }

  void disable(RoutingContext ctx) {
    enabled = false;
    ctx.response().setStatusCode(204).end();
  }

  private static Status status(boolean ok) {
    return ok ? Status.OK() : Status.KO();
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
