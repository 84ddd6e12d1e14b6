package dev.interleave.bench;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.bulkhead.CallOptions;
import dev.interleave.bulkhead.Threads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Everything that is measured, in the order of the table, with as many threads each. */
final class Contenders {
  static final String BARE = "bare executeBlocking(c, false)";
  static final String GOVERNED = "governed";
  static final String KEYS = "governed, 16 keys";
  static final String BARE_ORDERED = "bare executeBlocking(c, true)";
  static final String ORDERED = "governed, ordered";
  static final String VERTICLES = "governed, worker verticles";
  static final String BARE_VIRTUAL = "bare virtual-thread executor";
  static final String VIRTUAL = "governed, virtual threads";
  static final String RESILIENCE4J = "Resilience4j, TimeLimiter";
  static final String RESILIENCE4J_WITHOUT = "Resilience4j, no TimeLimiter";
  static final String FAILSAFE = "Failsafe, Timeout";
  static final String ASYNCIO = "asyncio.to_thread";
  static final String ASYNCIO_AS_MANY = "asyncio.to_thread, 20 threads";

  static final int THREADS = 20;
  static final int QUEUE = 2000;
  static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(30);
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  static final Callable<Object> NO_OP = () -> null;

  private static final int KEY_COUNT = 16;

  private final Vertx vertx;
  private final Context loop;
  private final List<Contender> all = new ArrayList<>();

  private Contenders(Vertx vertx, Context loop) {
    this.vertx = vertx;
    this.loop = loop;
  }

  /**
   * Opens them. On {@code loop}.
   *
   * @param script measures {@code asyncio.to_thread}
   */
  static List<Contender> open(Vertx vertx, Context loop, Path script) {
    Contenders contenders = new Contenders(vertx, loop);
    contenders.addWorkerPool();
    contenders.addOrdered();
    contenders.addVirtualThreads();
    contenders.addPeers();
    contenders.all.add(new AsyncioContender(ASYNCIO, BARE, script, 0));
    contenders.all.add(new AsyncioContender(ASYNCIO_AS_MANY, BARE, script, THREADS));
    return contenders.all;
  }

  private void addWorkerPool() {
    WorkerExecutor bare = vertx.createSharedWorkerExecutor("bare", THREADS);
    add(BARE, BARE, () -> bare.executeBlocking(NO_OP, false));
    Bulkhead governed = bulkhead("governed", THREADS, Threads.workerPool());
    add(GOVERNED, BARE, () -> governed.call(NO_OP).future());
    Bulkhead keyed = bulkhead("keyed", THREADS, Threads.workerPool());
    Supplier<CallOptions> keys = keysInTurn();
    add(KEYS, BARE, () -> keyed.call(NO_OP, keys.get()).future());
    Bulkhead verticles = bulkhead("verticles", THREADS, Threads.workerVerticle());
    add(VERTICLES, BARE, () -> verticles.call(NO_OP).future());
  }

  private void addOrdered() {
    WorkerExecutor bare = vertx.createSharedWorkerExecutor("bare-ordered", THREADS);
    add(BARE_ORDERED, BARE_ORDERED, () -> bare.executeBlocking(NO_OP, true));
    Bulkhead governed = bulkhead("ordered", THREADS, Threads.ordered());
    add(ORDERED, BARE_ORDERED, () -> governed.call(NO_OP).future());
  }

  private void addVirtualThreads() {
    ExecutorService bare = Executors.newVirtualThreadPerTaskExecutor();
    add(BARE_VIRTUAL, BARE_VIRTUAL, () -> execute(bare));
    Bulkhead governed = bulkhead("virtual", Effort.IN_FLIGHT, Threads.virtual());
    add(VIRTUAL, BARE_VIRTUAL, () -> governed.call(NO_OP).future());
  }

  private void addPeers() {
    Resilience4jPeer resilience4j = new Resilience4jPeer();
    add(RESILIENCE4J, BARE, () -> Future.fromCompletionStage(resilience4j.callWithTimeout(), loop));
    add(RESILIENCE4J_WITHOUT, BARE, () -> Future.fromCompletionStage(resilience4j.call(), loop));
    FailsafePeer failsafe = new FailsafePeer();
    add(FAILSAFE, BARE, () -> Future.fromCompletionStage(failsafe.call(), loop));
  }

  private void add(String name, String bare, Supplier<Future<?>> call) {
    all.add(new LoopContender(name, bare, loop, call));
  }

  private Bulkhead bulkhead(String name, int concurrency, Threads threads) {
    return Bulkhead.builder(vertx)
        .name(name)
        .concurrency(concurrency)
        .queue(QUEUE)
        .queueTimeout(QUEUE_TIMEOUT)
        .callTimeout(CALL_TIMEOUT)
        .threads(threads)
        .build();
  }

  /** The least that brings the end of a task back to the loop. */
  private Future<Object> execute(ExecutorService executor) {
    Promise<Object> promise = Promise.promise();
    executor.execute(() -> {
      try {
        Object value = NO_OP.call();
        loop.runOnContext(v -> promise.complete(value));
      } catch (Exception thrown) {
        loop.runOnContext(v -> promise.fail(thrown));
      }
    });
    return promise.future();
  }

  private static Supplier<CallOptions> keysInTurn() {
    List<CallOptions> options =
        IntStream.range(0, KEY_COUNT)
            .mapToObj(number -> CallOptions.DEFAULT.withKey("tenant-" + number))
            .toList();
    return new Supplier<>() {
      private int turn;

      @Override
      public CallOptions get() {
        return options.get(turn++ % KEY_COUNT);
      }
    };
  }
}
