package dev.interleave.plain;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A Vert.x application that knows nothing of Interleave, run as a process of its own: it answers by
 * HTTP, calls {@code executeBlocking}, has a worker verticle, reads a file, and makes every mistake
 * when it is asked to.
 */
public final class PlainApplication {
  private final Vertx vertx;
  private final PrometheusMeterRegistry registry;
  private final Deque<Vertx> others = new ArrayDeque<>();

  private PlainApplication(Vertx vertx, PrometheusMeterRegistry registry) {
    this.vertx = vertx;
    this.registry = registry;
  }

  /**
   * Runs it.
   *
   * @param arguments {@code micrometer} if it is to have metrics of its own
   */
  public static void main(String[] arguments) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    boolean hasMetrics = arguments.length > 0 && arguments[0].equals("micrometer");
    Vertx vertx =
        hasMetrics
            ? Vertx.builder()
                .with(
                    new VertxOptions()
                        .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build()
            : Vertx.vertx();
    new PlainApplication(vertx, registry).start();
  }

  private void start() {
    DeploymentOptions worker = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    vertx.deployVerticle(Worker::new, worker).await();
    int raw =
        vertx.createNetServer().connectHandler(this::stallInNetty).listen(0).await().actualPort();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                answer(request, raw)
                    .onSuccess(request.response()::end)
                    .onFailure(fault -> request.response().setStatusCode(500).end("" + fault)))
            .listen(0)
            .await()
            .actualPort();
    System.out.println("serves on http://127.0.0.1:" + port);
  }

  private Future<String> answer(HttpServerRequest request, int raw) {
    int ms = Integer.parseInt(request.getParam("ms", "0"));
    return switch (request.path()) {
      case "/hello" -> Future.succeededFuture("hello");
      case "/block" -> blocked(ms);
      case "/raw-port" -> Future.succeededFuture("" + raw);
      case "/offload" -> vertx.executeBlocking(() -> Mistakes.sleep(ms));
      case "/ordered" -> {
        for (int i = 0; i < 20; i++) {
          Mistakes.callInOrder(vertx, ms);
        }
        yield Future.succeededFuture("asked");
      }
      case "/flood" -> {
        for (int i = 0; i < 60; i++) {
          vertx.executeBlocking(() -> Mistakes.sleep(ms), false);
        }
        yield Future.succeededFuture("asked");
      }
      case "/worker" -> vertx.eventBus().<String>request("worker", ms).map(reply -> reply.body());
      case "/file" -> vertx.fileSystem().readFile("/etc/hostname").map(read -> "read");
      case "/pinned" -> pinned(ms);
      case "/bulkhead" -> Bulkheads.open(vertx, ms);
      case "/micrometer" -> Future.succeededFuture(registry.scrape());
      case "/another" -> {
        others.add(Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2)));
        yield Future.succeededFuture("started");
      }
      case "/less" -> others.remove().close().map("closed");
      case "/rounds" -> vertx.executeBlocking(() -> rounds(ms)).map("done");
      case "/threads" ->
          Future.succeededFuture(
              ""
                  + Thread.getAllStackTraces().keySet().stream()
                      .filter(each -> each.getName().startsWith("loop-monitor"))
                      .count());
      default -> Future.failedFuture("no such path");
    };
  }

  private static Future<String> blocked(int ms) {
    try {
      return Future.succeededFuture(Mistakes.blockTheLoop(ms));
    } catch (InterruptedException ended) {
      return Future.failedFuture(ended);
    }
  }

  private static int rounds(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      Vertx one = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
      one.executeBlocking(() -> 1)
          .toCompletionStage()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      one.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
    return rounds;
  }

  private Future<String> pinned(int ms) {
    DeploymentOptions virtual =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return vertx
        .deployVerticle(
            () ->
                new AbstractVerticle() {
                  @Override
                  public void start() {
                    Mistakes.pin(ms);
                  }
                },
            virtual)
        .map("pinned");
  }

  private void stallInNetty(NetSocket socket) {
    ((NetSocketInternal) socket)
        .channelHandlerContext()
        .pipeline()
        .addFirst(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object read)
                  throws InterruptedException {
                Mistakes.blockInNetty(50);
                ctx.fireChannelRead(read);
              }
            });
    socket.handler(socket::write);
  }

  /** A worker verticle that takes as long as it is asked to. */
  private static final class Worker extends AbstractVerticle {
    @Override
    public void start() {
      vertx
          .eventBus()
          .<Integer>consumer("worker", message -> message.reply(Mistakes.sleep(message.body())));
    }
  }
}
