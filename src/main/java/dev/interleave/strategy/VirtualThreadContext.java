package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/** {@code executeBlocking(call, false)} on a virtual-thread context: a new thread for each call. */
final class VirtualThreadContext implements Threads {
  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    Host host = new Host();
    return vertx
        .deployVerticle(
            host, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
        .map(deployed -> new Launches(vertx, deployed, host.context()));
  }

  private record Launches(Vertx vertx, String deployment, Context context) implements Launcher {
    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      context
          .executeBlocking(
              () -> {
                work.run();
                return null;
              },
              false)
          .onFailure(failed::accept);
    }

    @Override
    public Future<Void> close() {
      return vertx.undeploy(deployment);
    }
  }

  /** Does nothing but have a virtual-thread context. */
  private static final class Host extends VerticleBase {
    Context context() {
      return context;
    }
  }
}
