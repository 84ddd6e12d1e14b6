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
   * A loop.
   *
   * @param waitsForMillis whether it waits for whole milliseconds, as Java's selectors do, rounded
   *     to the nearest; for the rest it looks for work again and again. The system's own transports
   *     wait for nanoseconds
   */
  record EventLoop(EventExecutor executor, boolean waitsForMillis) {}

  /**
   * All of them, in Netty's order, whether their threads have started or not.
   *
   * @throws IllegalArgumentException if it is not a Vert.x of Vert.x' own making, a mock for one
   */
  static List<EventLoop> of(Vertx vertx) {
    if (!(vertx instanceof VertxInternal internal)) {
      throw new IllegalArgumentException("event loops are unknown of " + vertx.getClass());
    }
    EventExecutorGroup group = internal.nettyEventLoopGroup();
    boolean waitsForMillis = !vertx.isNativeTransportEnabled();
    List<EventLoop> loops = new ArrayList<>();
    group.forEach(executor -> loops.add(new EventLoop(executor, waitsForMillis)));
    return List.copyOf(loops);
  }
}
