package dev.interleave.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.bulkhead.Threads;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a verticle on virtual threads does, on the Vert.x that is used. */
@ExtendWith(VertxExtension.class)
@Timeout(value = 30, timeUnit = TimeUnit.SECONDS)
class VirtualThreadVerticleTest {
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch all = new CountDownLatch(2);

  @Test
  void aHandlerThatBlocksItsVirtualThreadHoldsUpTheNext(Vertx vertx) throws Exception {
    Threads.Launcher verticle = open(new VirtualThreadVerticle(), vertx);
    launch(verticle, () -> blocks());
    begun.await();

    launch(verticle, () -> end("the next"));
    // There was time for it: another virtual thread has come and gone.
    Thread.ofVirtual().start(() -> {}).join();
    release.countDown();
    all.await();

    assertThat(order).containsExactly("the one that blocks", "the next");
  }

  @Test
  void executeBlockingOnTheSameContextDoesNot(Vertx vertx) throws Exception {
    Threads.Launcher context = open(new VirtualThreadContext(), vertx);
    launch(context, () -> blocks());
    begun.await();

    launch(
        context,
        () -> {
          end("the next");
          release.countDown();
        });
    all.await();

    assertThat(order).containsExactly("the next", "the one that blocks");
  }

  @Test
  void aHandlerThatAwaitsAFutureLetsTheNextIn(Vertx vertx) throws Exception {
    Threads.Launcher verticle = open(new VirtualThreadVerticle(), vertx);
    Promise<Void> promise = Promise.promise();
    launch(
        verticle,
        () -> {
          begun.countDown();
          promise.future().await();
          end("the one that awaits");
        });
    begun.await();

    launch(
        verticle,
        () -> {
          end("the next");
          promise.complete();
        });
    all.await();

    assertThat(order).containsExactly("the next", "the one that awaits");
  }

  @Test
  void itsThreadsAreVirtual(Vertx vertx) throws Exception {
    Promise<Boolean> virtual = Promise.promise();

    launch(
        open(new VirtualThreadVerticle(), vertx),
        () -> virtual.complete(Thread.currentThread().isVirtual()));

    assertThat(await(virtual.future())).isTrue();
  }

  private void blocks() {
    begun.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    end("the one that blocks");
  }

  private void end(String name) {
    order.add(name);
    all.countDown();
  }

  private static Threads.Launcher open(Threads threads, Vertx vertx) throws Exception {
    return await(threads.open(vertx, "test", 20));
  }

  private static void launch(Threads.Launcher launcher, Runnable work) {
    launcher.launch(
        work,
        failed -> {
          throw new IllegalStateException(failed);
        });
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
