package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** No other thread at all: the loop itself makes the call, and does nothing else meanwhile. */
final class LoopItself implements Threads {
  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    return Future.succeededFuture(
        new Launcher() {
          @Override
          public void launch(Runnable work, Consumer<Throwable> failed) {
            work.run();
          }

          @Override
          public Future<Void> close() {
            return Future.succeededFuture();
          }
        });
  }
}
