package dev.interleave.http;

import dev.interleave.format.JobJson;
import dev.interleave.jobs.Job;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends answers that are complete, with the status that the response has. A line break ends each,
 * for terminals.
 */
final class Answers {
  private Answers() {}

  static void json(RoutingContext ctx, JsonObject body) {
    send(ctx, Accepts.JSON, body.encode() + "\n");
  }

  static void text(RoutingContext ctx, String body) {
    send(ctx, Accepts.TEXT + ";charset=utf-8", body);
  }

  static void job(RoutingContext ctx, int status, Job job) {
    ctx.response().setStatusCode(status);
    json(ctx, JobJson.job(job));
  }

  static void send(RoutingContext ctx, String contentType, String body) {
    if (!ctx.response().closed()) {
      ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(body);
    }
  }
}
