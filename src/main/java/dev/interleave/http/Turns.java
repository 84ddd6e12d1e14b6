package dev.interleave.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Lets every connection have its turn. Requests wait in one line, in which a connection has one at
 * the most: what it has sent ahead (pipelined) comes to the end of the line when its answer is
 * written. Without this, the loop handles all the requests that a read of a socket has brought
 * before it does anything else. A request whose client has gone is dropped. Confined to the
 * service's context.
 */
final class Turns implements Handler<HttpServerRequest> {
  /** So long requests are handled before the loop looks at its sockets and timers again. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Vertx vertx;
  private final Handler<HttpServerRequest> handler;
  private final Queue<HttpServerRequest> line = new ArrayDeque<>();
  private boolean called;

  /**
   * @param handler handles each request, when it is its turn
   */
  Turns(Vertx vertx, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.handler = handler;
  }

  @Override
  public void handle(HttpServerRequest request) {
    line.add(request);
    if (!called) {
      called = true;
      vertx.runOnContext(now -> turn());
    }
  }

  /**
   * Goes on by a timer, not by a task: Netty runs tasks for at least 100 ms before it looks at its
   * sockets again.
   */
  private void turn() {
    long end = System.nanoTime() + TURN_NANOS;
    try {
      while (!line.isEmpty() && System.nanoTime() < end) {
        HttpServerRequest request = line.remove();
        if (!request.response().closed()) {
          handler.handle(request);
        }
      }
    } finally {
      called = !line.isEmpty();
      if (called) {
        vertx.setTimer(1, id -> turn());
      }
    }
  }
}
