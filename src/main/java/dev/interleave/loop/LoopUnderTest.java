package dev.interleave.loop;

import dev.interleave.monitor.Loop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one event loop that calls are made from. It has a {@link Vertx} of its own with a single
 * event loop, so that nothing else in the process can stand still with it.
 *
 * <p>Every public method may be called on any thread.
 */
public final class LoopUnderTest {
  private static final int FIRST = 1;
  private static final String THREAD_NAME = "loop-under-test";

  private static final long LONGEST_WARNING_DAYS = 365;

  /** Vert.x unpacks no resource, so it starts where the temporary folder is full or read-only. */
  public static final FileSystemOptions WITHOUT_TEMPORARY_FILES =
      new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);

  private final Vertx vertx;
  private final Context context;
  private final Loop loop;

  private LoopUnderTest(Vertx vertx, Context context, Thread thread) {
    this.vertx = vertx;
    this.context = context;
    this.loop = new Loop(FIRST, THREAD_NAME, thread.threadId());
  }

  /**
   * Starts the loop.
   *
   * @param open makes its {@link Vertx}
   * @return completes on the new loop
   */
  public static Future<LoopUnderTest> start(Function<VertxOptions, Vertx> open) {
    // Blocking this loop is what the service is for: Vert.x's own warnings about it would be noise.
    Vertx vertx =
        open.apply(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(WITHOUT_TEMPORARY_FILES)
                .setPreferNativeTransport(true)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.DAYS)
                .setMaxEventLoopExecuteTime(LONGEST_WARNING_DAYS)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.DAYS)
                .setMaxWorkerExecuteTime(LONGEST_WARNING_DAYS));
    Host host = new Host();
    return vertx
        .deployVerticle(host)
        .compose(id -> host.thread.future())
        .map(thread -> new LoopUnderTest(vertx, host.context(), thread));
  }

  /**
   * The context of the verticle that lives on the loop: what is opened there closes with the loop.
   */
  public Context context() {
    return context;
  }

  /** The loop, as a monitor has it that watches this one before all others. */
  public Loop loop() {
    return loop;
  }

  /** Whether timers and I/O are those of the system (epoll on Linux), not Java's. */
  public boolean isNative() {
    return vertx.isNativeTransportEnabled();
  }

  /**
   * Does something on the loop.
   *
   * @param action called on the loop, with its {@link Vertx}
   * @return what the action gave, completed on the loop; fails if the action throws
   */
  public <T> Future<T> call(Function<Vertx, Future<T>> action) {
    Promise<T> promise = Promise.promise();
    context.runOnContext(v -> {
      try {
        action.apply(vertx).onComplete(promise);
      } catch (RuntimeException e) {
        promise.fail(e);
      }
    });
    return promise.future();
  }

  /** Ends the loop and all that was opened on it. */
  public Future<Void> close() {
    return vertx.close();
  }

  private static final class Host extends VerticleBase {
    private final Promise<Thread> thread = Promise.promise();

    @Override
    public Future<?> start() {
      Thread.currentThread().setName(THREAD_NAME);
      thread.complete(Thread.currentThread());
      return Future.succeededFuture();
    }

    Context context() {
      return context;
    }
  }
}
