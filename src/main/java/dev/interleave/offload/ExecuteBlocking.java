package dev.interleave.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** {@code executeBlocking(call, false)}: a pool of platform threads, side by side. */
final class ExecuteBlocking implements Strategy {
  @Override
  public String name() {
    return "execute-blocking";
  }

  @Override
  public String description() {
    return "executeBlocking(call, false): a pool of worker threads, as many calls side by side as"
        + " the pool has threads.";
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
            false));
  }
}
