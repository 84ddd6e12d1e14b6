package dev.interleave.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** {@code executeBlocking(call)}: Vert.x's default, which runs one call after the other. */
final class ExecuteBlockingOrdered implements Strategy {
  @Override
  public String name() {
    return "execute-blocking-ordered";
  }

  @Override
  public String description() {
    return "executeBlocking(call): Vert.x's default, ordered; one call after the other, however many"
        + " threads the pool has.";
  }

  @Override
  public int sideBySide(int poolSize) {
    return 1;
  }

  @Override
  public Future<Caller> open(Vertx vertx, int poolSize) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor(name(), poolSize);
    return Future.succeededFuture(task ->
        workers.executeBlocking(
            () -> {
              task.run();
              return null;
            },
            true));
  }
}
