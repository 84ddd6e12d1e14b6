package dev.interleave.offload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real loop, a real owner and a real strategy, with limits and a clock of the test's choice. */
final class Stand implements AutoCloseable {
  static final Limits ROOMY = limits(20, 1000);

  final ManualTime time = new ManualTime();
  private final Vertx loopVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Vertx ownerVertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  final Context loop;
  final Context owner;
  final Offload offload;

  Stand(Strategy strategy, Limits limits) {
    Host host = new Host();
    loopVertx.deployVerticle(host).await();
    loop = host.context();
    owner = ownerVertx.getOrCreateContext();
    Strategy.Caller caller =
        on(loop, () -> strategy.open(loopVertx, limits.poolSize()))
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    offload = new Offload(caller, limits, loop, owner, time);
  }

  static Limits limits(int poolSize, int queueSize) {
    return new Limits(poolSize, queueSize, Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  Offloaded submit(Callable<?> call, Observer observer) {
    return onOwner(() -> offload.submit(call, observer));
  }

  <T> T onOwner(Callable<T> action) {
    return on(owner, action);
  }

  /** Turns the clock, on the owner's context, after all that has been reported to it. */
  void advance(Duration by) {
    onOwner(() -> {
      time.advance(by);
      return null;
    });
  }

  Load load() {
    return onOwner(offload::load);
  }

  /** What the loop is, by its thread. */
  Thread loopThread() {
    return on(loop, Thread::currentThread);
  }

  /** Waits until the loop has done all that has been asked of it so far. */
  void awaitLoop() {
    loopThread();
  }

  @Override
  public void close() {
    loopVertx.close().await();
    ownerVertx.close().await();
  }

  private static <T> T on(Context context, Callable<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    context.runOnContext(v -> {
      try {
        result.complete(action.call());
      } catch (Exception e) {
        result.completeExceptionally(e);
      }
    });
    try {
      return result.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Host extends VerticleBase {
    @Override
    public Future<?> start() {
      return Future.succeededFuture();
    }

    Context context() {
      return context;
    }
  }
}
