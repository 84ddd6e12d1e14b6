package dev.interleave.bulkhead;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** {@code executeBlocking} on a worker pool of the bulkhead's own, in order or side by side. */
final class WorkerPool implements Threads {
  private final boolean ordered;

  WorkerPool(boolean ordered) {
    this.ordered = ordered;
  }

  @Override
  public int sideBySide(int concurrency) {
    return ordered ? 1 : concurrency;
  }

  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    Context context = vertx.getOrCreateContext();
    WorkerExecutor pool = vertx.createSharedWorkerExecutor(name, concurrency);
    return Future.succeededFuture(new Pool(context, pool, ordered));
  }

  private record Pool(Context context, WorkerExecutor pool, boolean ordered) implements Launcher {
    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      if (!ordered) {
        execute(work, failed);
        return;
      }
      // Vert.x keeps an order for each context that is called from.
      Object before = Contexts.begin(context);
      try {
        execute(work, failed);
      } finally {
        Contexts.end(context, before);
      }
    }

    @Override
    public Future<Void> close() {
      return pool.close();
    }

    private void execute(Runnable work, Consumer<Throwable> failed) {
      pool.executeBlocking(Executors.callable(work), ordered).onFailure(failed::accept);
    }
  }
}
