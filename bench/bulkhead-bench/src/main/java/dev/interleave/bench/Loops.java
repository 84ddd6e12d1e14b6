package dev.interleave.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Goes from the main thread to a loop, and waits there for what comes of it. */
final class Loops {
  private Loops() {}

  static <T> T await(Context loop, Supplier<Future<T>> starts) throws Exception {
    Promise<T> came = Promise.promise();
    loop.runOnContext(v -> Future.succeededFuture().compose(on -> starts.get()).onComplete(came));
    return came.future().toCompletionStage().toCompletableFuture().get();
  }
}
