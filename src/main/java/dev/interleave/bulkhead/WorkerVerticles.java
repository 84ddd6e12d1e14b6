package dev.interleave.bulkhead;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.MessageProducer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A message on the event bus to one of several instances of a worker verticle. Each instance has an
 * address of its own and gets a message only while it is idle: round robin over one address would
 * let calls wait behind a busy instance beside an idle one.
 */
final class WorkerVerticles implements Threads {
  @Override
  public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
    vertx.eventBus().registerCodec(new AsItIs(name));
    DeploymentOptions options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setInstances(concurrency)
            .setWorkerPoolName(name)
            .setWorkerPoolSize(concurrency);
    AtomicInteger number = new AtomicInteger();
    return vertx
        .deployVerticle(() -> new Instance(address(name, number.getAndIncrement())), options)
        .map(deployed -> new Instances(vertx, name, deployed, concurrency));
  }

  private static String address(String name, int instance) {
    return name + "." + instance;
  }

  private static final class Instances implements Launcher {
    private final Vertx vertx;
    private final String name;
    private final String deployment;
    private final Queue<MessageProducer<Runnable>> idle = new ArrayDeque<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    Instances(Vertx vertx, String name, String deployment, int concurrency) {
      this.vertx = vertx;
      this.name = name;
      this.deployment = deployment;
      DeliveryOptions options = new DeliveryOptions().setCodecName(name).setLocalOnly(true);
      for (int instance = 0; instance < concurrency; instance++) {
        idle.add(vertx.eventBus().sender(address(name, instance), options));
      }
    }

    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      MessageProducer<Runnable> instance = idleOrWait(work);
      if (instance != null) {
        instance.write(() -> run(instance, work)).onFailure(failed::accept);
      }
    }

    @Override
    public Future<Void> close() {
      return vertx.undeploy(deployment).onComplete(v -> vertx.eventBus().unregisterCodec(name));
    }

    /** A worker that has given its permit back is on its way out, and idle in a moment. */
    private synchronized MessageProducer<Runnable> idleOrWait(Runnable work) {
      MessageProducer<Runnable> instance = idle.poll();
      if (instance == null) {
        waiting.add(work);
      }
      return instance;
    }

    private synchronized Runnable waitingOrIdle(MessageProducer<Runnable> instance) {
      Runnable next = waiting.poll();
      if (next == null) {
        idle.add(instance);
      }
      return next;
    }

    private void run(MessageProducer<Runnable> instance, Runnable work) {
      for (Runnable next = work; next != null; next = waitingOrIdle(instance)) {
        next.run();
      }
    }
  }

  private static final class Instance extends VerticleBase {
    private final String address;

    Instance(String address) {
      this.address = address;
    }

    @Override
    public Future<?> start() {
      return vertx
          .eventBus()
          .<Runnable>localConsumer(address, message -> message.body().run())
          .completion();
    }
  }

  /** Hands work over within one process, without turning it into bytes. */
  private record AsItIs(String name) implements MessageCodec<Runnable, Runnable> {
    @Override
    public void encodeToWire(Buffer buffer, Runnable work) {
      throw new UnsupportedOperationException("work does not leave its process");
    }

    @Override
    public Runnable decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException("work does not leave its process");
    }

    @Override
    public Runnable transform(Runnable work) {
      return work;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
