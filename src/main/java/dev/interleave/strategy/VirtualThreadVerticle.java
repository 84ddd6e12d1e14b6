package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * A handler of one verticle on virtual threads. The context of the verticle begins a handler when
 * the one before has returned, as with any verticle: a handler that blocks its virtual thread holds
 * up the next. (One that waits in {@link Future#await} does not, but plain blocking code never
 * waits there.)
 */
final class VirtualThreadVerticle implements Threads {
  @Override
  public int sideBySide(int concurrency) {
    return 1;
  }

  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    return VirtualThreadHost.deploy(vertx).map(Handlers::new);
  }

  private record Handlers(VirtualThreadHost host) implements Launcher {
    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      host.context().runOnContext(v -> work.run());
    }

    @Override
    public Future<Void> close() {
      return host.undeploy();
    }
  }
}
