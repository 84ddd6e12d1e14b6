package dev.interleave.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** No strategy at all: the loop itself makes the call, and does nothing else meanwhile. */
final class EventLoop implements Strategy {
  @Override
  public String name() {
    return "event-loop";
  }

  @Override
  public String description() {
    return "The loop makes the call itself and stands still until it returns. Never do this.";
  }

  @Override
  public int maxConcurrency() {
    return 1;
  }

  @Override
  public Future<Caller> open(Vertx vertx, int poolSize) {
    return Future.succeededFuture(task -> {
      task.run();
      return Future.succeededFuture();
    });
  }
}
