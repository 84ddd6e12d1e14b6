package dev.interleave.offload;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message on the event bus to one of several instances of a worker verticle. Each instance has an
 * address of its own and gets a message only while it is idle: round robin over one address would
 * let calls wait behind a busy instance beside an idle one.
 */
final class WorkerVerticle implements Strategy {
  @Override
  public String name() {
    return "worker-verticle";
  }

  @Override
  public String description() {
    return "A message on the event bus to an idle instance of a worker verticle.";
  }

  @Override
  public Future<Caller> open(Vertx vertx, int poolSize) {
    vertx.eventBus().registerDefaultCodec(Call.class, new AsItIs());
    Deque<String> idle = new ArrayDeque<>();
    AtomicInteger number = new AtomicInteger();
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setInstances(poolSize)
            .setWorkerPoolName(name())
            .setWorkerPoolSize(poolSize);
    for (int instance = 0; instance < poolSize; instance++) {
      idle.add(address(instance));
    }
    return vertx
        .deployVerticle(() -> new Worker(address(number.getAndIncrement())), options)
        .map(deployed -> task -> call(vertx, idle, task));
  }

  private String address(int instance) {
    return name() + "." + instance;
  }

  private static Future<?> call(Vertx vertx, Deque<String> idle, Runnable task) {
    Context loop = vertx.getOrCreateContext();
    String address = idle.remove();
    Promise<Void> free = Promise.promise();
    Runnable done =
        () ->
            loop.runOnContext(v -> {
              idle.add(address);
              free.complete();
            });
    vertx.eventBus().send(address, new Call(task, done));
    return free.future();
  }

  private record Call(Runnable task, Runnable done) {}

  private static final class Worker extends VerticleBase {
    private final String address;

    Worker(String address) {
      this.address = address;
    }

    @Override
    public Future<?> start() {
      return vertx
          .eventBus()
          .<Call>localConsumer(
              address,
              message -> {
                message.body().task().run();
                message.body().done().run();
              })
          .completion();
    }
  }

  /** Hands a call over within one process, without turning it into bytes. */
  private static final class AsItIs implements MessageCodec<Call, Call> {
    @Override
    public void encodeToWire(Buffer buffer, Call call) {
      throw new UnsupportedOperationException("a call does not leave its process");
    }

    @Override
    public Call decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException("a call does not leave its process");
    }

    @Override
    public Call transform(Call call) {
      return call;
    }

    @Override
    public String name() {
      return "worker-verticle-call";
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
