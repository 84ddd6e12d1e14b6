package dev.interleave.bulkhead;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import org.jspecify.annotations.Nullable;

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
    Promise<Void> closes = Promise.promise();
    if (Contexts.isInVerticle(vertx)) {
      // They are undeployed before that verticle, so they cannot wait for anything that it does.
      closes.complete();
    }
    AtomicInteger number = new AtomicInteger();
    return vertx
        .deployVerticle(
            () -> new Instance(address(name, number.getAndIncrement()), closes.future()), options)
        .map(deployed -> new Instances(vertx, name, deployed, concurrency, closes));
  }

  private static String address(String name, int instance) {
    return name + "." + instance;
  }

  /** Work for an instance, and who is told if it cannot be run. */
  private record Order(Runnable work, Consumer<Throwable> failed) {}

  private static final class Instances implements Launcher {
    private final Vertx vertx;
    private final String name;
    private final String deployment;
    private final Promise<Void> closes;
    private final Queue<MessageProducer<Runnable>> idle = new ArrayDeque<>();
    private final Queue<Order> waiting = new ArrayDeque<>();

    Instances(Vertx vertx, String name, String deployment, int concurrency, Promise<Void> closes) {
      this.vertx = vertx;
      this.name = name;
      this.deployment = deployment;
      this.closes = closes;
      DeliveryOptions options = new DeliveryOptions().setCodecName(name).setLocalOnly(true);
      for (int instance = 0; instance < concurrency; instance++) {
        idle.add(vertx.eventBus().sender(address(name, instance), options));
      }
    }

    @Override
    public void launch(Runnable work, Consumer<Throwable> failed) {
      Order order = new Order(work, failed);
      MessageProducer<Runnable> instance = idleOrWait(order);
      if (instance != null) {
        send(order, instance);
      }
    }

    @Override
    public Future<Void> close() {
      closes.tryComplete();
      return vertx.undeploy(deployment).andThen(end -> vertx.eventBus().unregisterCodec(name));
    }

    /** A worker that has given its permit back is on its way out, and idle in a moment. */
    private synchronized @Nullable MessageProducer<Runnable> idleOrWait(Order order) {
      MessageProducer<Runnable> instance = idle.poll();
      if (instance == null) {
        waiting.add(order);
      }
      return instance;
    }

    private synchronized @Nullable Order waitingOrIdle(MessageProducer<Runnable> instance) {
      Order next = waiting.poll();
      if (next == null) {
        idle.add(instance);
      }
      return next;
    }

    private void send(Order order, MessageProducer<Runnable> instance) {
      Runnable message =
          () -> {
            order.work().run();
            isIdle(instance);
          };
      instance
          .write(message)
          .onFailure(why -> {
            order.failed().accept(why);
            isIdle(instance);
          });
    }

    /** Gives it what waits, by a message as before: one that went on and on would look blocked. */
    private void isIdle(MessageProducer<Runnable> instance) {
      Order next = waitingOrIdle(instance);
      if (next != null) {
        send(next, instance);
      }
    }
  }

  private static final class Instance extends VerticleBase {
    private final String address;
    private final Future<Void> closes;

    /**
     * @param closes it stays until then, whoever wants to undeploy it: a bulkhead that drains as
     *     its Vert.x closes needs it to the end
     */
    Instance(String address, Future<Void> closes) {
      this.address = address;
      this.closes = closes;
    }

    @Override
    public Future<?> start() {
      return vertx
          .eventBus()
          .<Runnable>localConsumer(address, message -> message.body().run())
          .completion();
    }

    @Override
    public Future<?> stop() {
      return closes;
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
