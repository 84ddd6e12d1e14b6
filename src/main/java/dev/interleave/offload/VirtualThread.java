package dev.interleave.offload;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** {@code executeBlocking(call, false)} on a virtual-thread context: a new thread for each call. */
final class VirtualThread implements Strategy {
  @Override
  public String name() {
    return "virtual-thread";
  }

  @Override
  public String description() {
    return "A virtual thread of its own for each call: cheap to wait in, no help for computing.";
  }

  @Override
  public Future<Caller> open(Vertx vertx, int poolSize) {
    Host host = new Host();
    return vertx
        .deployVerticle(
            host, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .map(deployed -> task -> call(host.context(), task));
  }

  private static Future<?> call(Context virtual, Runnable task) {
    return virtual.executeBlocking(
        () -> {
          task.run();
          return null;
        },
        false);
  }

  /** Does nothing but have a virtual-thread context. */
  private static final class Host extends VerticleBase {
    Context context() {
      return context;
    }
  }
}
