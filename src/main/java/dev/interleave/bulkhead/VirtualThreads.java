package dev.interleave.bulkhead;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** The JDK's virtual threads, which cost too little to be kept. */
final class VirtualThreads implements Threads {
  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    return Future.succeededFuture(new Virtual(Thread.ofVirtual().name(name + "-", 0).factory()));
  }

  private record Virtual(ThreadFactory factory) implements Launcher {
    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      factory.newThread(work).start();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
