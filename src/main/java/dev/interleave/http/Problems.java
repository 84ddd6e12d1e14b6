package dev.interleave.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where errors become answers. */
final class Problems implements Handler<RoutingContext> {
  private static final String MEDIA_TYPE = "application/problem+json";

  /**
   * So long a client waits for its refusal. One that comes again at once would take the loop, and
   * with it the time that the accepted jobs need to end and to make room.
   */
  private static final Duration REFUSAL = Duration.ofMillis(20);

  private static final int TOO_MANY = HttpResponseStatus.TOO_MANY_REQUESTS.code();

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Contract contract;

  Problems(Contract contract) {
    this.contract = contract;
  }

  /**
   * Answers for all that goes wrong behind {@code router}, and for requests for which it has no
   * route.
   */
  void answerFor(Router router) {
    router.route().failureHandler(this);
    router.errorHandler(400, ctx -> answer(ctx, malformed()));
    router.errorHandler(404, ctx -> answer(ctx, noRoute(ctx)));
    router.errorHandler(405, ctx -> answer(ctx, wrongMethod(ctx)));
  }

  @Override
  public void handle(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    if (failure == null && ctx.statusCode() < 500) {
      ctx.next();
      return;
    }
    answer(ctx, ProblemException.of(failure).orElseGet(() -> unnamed(ctx)));
  }

  /** Answers a request that is too malformed to reach the router. */
  static void answerUnreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    answerAndClose(
        request,
        switch (cause) {
          case TooLongHttpLineException line -> tooLong(414, "path with its query", "uri-length");
          case TooLongFrameException headers -> tooLong(431, "head of the request", "header-size");
          case null, default -> malformed();
        });
  }

  /** Answers a request that does not reach the router, and closes its connection. */
  static void answerAndClose(HttpServerRequest request, ProblemException problem) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    write(request.response(), problem).onComplete(sent -> request.connection().close());
  }

  /** What is longer than a key of {@code http} allows. */
  static ProblemException tooLong(int status, String what, String key) {
    return new ProblemException(
        status, "too-long", "the %s is longer than http.max-%s allows".formatted(what, key));
  }

  private void answer(RoutingContext ctx, ProblemException problem) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      ctx.request().connection().close();
      return;
    }
    if (problem.status() == TOO_MANY) {
      ctx.vertx().setTimer(REFUSAL.toMillis(), id -> send(response, problem));
    } else {
      send(response, problem);
    }
  }

  private static void send(HttpServerResponse response, ProblemException problem) {
    if (!response.closed()) {
      write(response, problem);
    }
  }

  private static Future<Void> write(HttpServerResponse response, ProblemException problem) {
    JsonObject json = problem.toJson().put("requestId", RequestIds.of(response));
    response.setStatusCode(problem.status()).headers().addAll(problem.headers());
    return response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).end(json.encode() + "\n");
  }

  /** A problem that the router has found, or a fault of the service. */
  private static ProblemException unnamed(RoutingContext ctx) {
    if (ctx.statusCode() >= 400 && ctx.statusCode() < 500) {
      return malformed();
    }
    LOG.error("{} {} failed", ctx.request().method(), ctx.request().path(), ctx.failure());
    return new ProblemException(500, "internal", "a fault of the service; its log says more");
  }

  static ProblemException malformed() {
    return new ProblemException(400, "bad-request", "the request cannot be understood");
  }

  static ProblemException noRoute(RoutingContext ctx) {
    return ProblemException.notFound(
        "nothing is at " + Text.shown(ctx.request().path()) + "; GET / lists what there is");
  }

  private ProblemException wrongMethod(RoutingContext ctx) {
    String allow = contract.methods(ctx.normalizedPath());
    return new ProblemException(
            405,
            "method-not-allowed",
            "%s is not for %s; allowed: %s"
                .formatted(Text.shown(ctx.request().method().name()), ctx.normalizedPath(), allow))
        .with(HttpHeaders.ALLOW, allow);
  }
}
