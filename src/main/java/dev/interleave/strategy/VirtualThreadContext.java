package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** {@code executeBlocking(call, false)} on a virtual-thread context: a new thread for each call. */
final class VirtualThreadContext implements Threads {
  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    return VirtualThreadHost.deploy(vertx).map(Launches::new);
  }

  private record Launches(VirtualThreadHost host) implements Launcher {
    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      host.context().executeBlocking(Executors.callable(work), false).onFailure(failed::accept);
    }

    @Override
    public Future<Void> close() {
      return host.undeploy();
    }
  }
}
