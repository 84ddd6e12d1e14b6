package dev.interleave.users;

import dev.interleave.loop.LoopUnderTest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;

/**
 * An HTTP server whose handler runs on the loop under test and answers at once. It listens on the
 * loopback address only, on a free port.
 */
final class Endpoint {
  private static final int NO_CONTENT = 204;
  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

  private final LoopUnderTest loop;
  private final HttpServer server;

  private Endpoint(LoopUnderTest loop, HttpServer server) {
    this.loop = loop;
    this.server = server;
  }

  /**
   * Opens one.
   *
   * @param backlog how many connections may wait until they are accepted
   * @return completes on the loop under test, so not while that is blocked
   */
  static Future<Endpoint> open(LoopUnderTest loop, int backlog) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(LOOPBACK)
            .setPort(0)
            .setAcceptBacklog(backlog)
            .setHttp2ClearTextEnabled(false);
    return loop.call(vertx ->
            vertx
                .createHttpServer(options)
                .requestHandler(request -> request.response().setStatusCode(NO_CONTENT).end())
                .listen())
        .map(server -> new Endpoint(loop, server));
  }

  /** A request to it. */
  RequestOptions request() {
    return new RequestOptions().setHost(LOOPBACK).setPort(server.actualPort());
  }

  /** Closes it; completes on the loop under test, so not while that is blocked. */
  Future<Void> close() {
    return loop.call(vertx -> server.close());
  }
}
