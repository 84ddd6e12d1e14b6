package dev.interleave.monitor;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;

/** The one place that asks the insides of Vert.x, which alone know their event loops. */
final class EventLoops {
  private EventLoops() {}

  /**
   * All of them, in Netty's order, whether their threads have started or not.
   *
   * @throws IllegalArgumentException if it is not a Vert.x of Vert.x' own making, a mock for one
   */
  static List<EventExecutor> of(Vertx vertx) {
    if (!(vertx instanceof VertxInternal internal)) {
      throw new IllegalArgumentException("event loops are unknown of " + vertx.getClass());
    }
    EventExecutorGroup group = internal.nettyEventLoopGroup();
    List<EventExecutor> loops = new ArrayList<>();
    group.forEach(loops::add);
    return List.copyOf(loops);
  }
}
