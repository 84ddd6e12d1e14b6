package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A bulkhead closes with the verticle that it was built in, or with its Vert.x. */
class LifeInAVerticleTest {
  private final Hold hold = new Hold();
  private Vertx vertx;

  @BeforeEach
  void begin() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void end() {
    hold.release();
    vertx.close().await();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void undeployingEndsEveryAcceptedCall(Threads threads) {
    Owner owner = new Owner(threads);
    String deployed = Ends.valueOf(vertx.deployVerticle(owner));
    List<Call<String>> calls = oneRunsAndThreeWait(owner.bulkhead);

    Ends.valueOf(vertx.undeploy(deployed));

    allAreCancelled(owner.bulkhead, calls);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void closingVertxEndsEveryCallOfAVerticlesBulkhead(Threads threads) {
    Owner owner = new Owner(threads);
    Ends.valueOf(vertx.deployVerticle(owner));
    List<Call<String>> calls = oneRunsAndThreeWait(owner.bulkhead);

    Ends.valueOf(vertx.close());

    allAreCancelled(owner.bulkhead, calls);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void closingVertxEndsEveryCallOfABulkheadOutsideOfVerticles(Threads threads) {
    Bulkhead bulkhead = builder(vertx, threads).build();
    List<Call<String>> calls = oneRunsAndThreeWait(bulkhead);

    Ends.valueOf(vertx.close());

    allAreCancelled(bulkhead, calls);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aVerticleThatDrainsItsBulkheadAsItStopsLetsCallsFinish(Threads threads) {
    for (Function<String, Future<Void>> stop :
        List.<Function<String, Future<Void>>>of(vertx::undeploy, deployed -> vertx.close())) {
      Owner owner = new Owner(threads, Duration.ofHours(1));
      String deployed = Ends.valueOf(vertx.deployVerticle(owner));
      Hold open = new Hold();
      List<Call<String>> calls = new ArrayList<>(open.take(owner.bulkhead, 1));
      calls.add(owner.bulkhead.call(open.listening()));
      calls.add(owner.bulkhead.call(open.listening()));

      Future<Void> stopped = stop.apply(deployed);
      Ends.valueOf(owner.stopping.future());
      open.release();

      Ends.valueOf(stopped);
      assertThat(calls).extracting(Call::state).containsOnly(CallState.SUCCEEDED);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aDrainThatIsNotWaitedForEndsWithTheVerticle(Threads threads) {
    Owner owner = new Owner(threads);
    String deployed = Ends.valueOf(vertx.deployVerticle(owner));
    List<Call<String>> calls = oneRunsAndThreeWait(owner.bulkhead);
    Future<Void> closed = owner.bulkhead.close(Duration.ofHours(1));

    Ends.valueOf(vertx.undeploy(deployed));

    assertThat(closed.succeeded()).isTrue();
    allAreCancelled(owner.bulkhead, calls);
  }

  @ParameterizedTest
  @EnumSource(
      value = ThreadingModel.class,
      names = {"EVENT_LOOP", "WORKER", "VIRTUAL_THREAD"})
  void aVerticleOfAnyThreadingModelMayOwnABulkhead(ThreadingModel model) {
    KindsOfThreads.all()
        .forEach(threads -> {
          Owner owner = new Owner(threads.getPayload());
          String deployed =
              Ends.valueOf(
                  vertx.deployVerticle(owner, new DeploymentOptions().setThreadingModel(model)));
          assertThat(Ends.valueOf(owner.bulkhead.call(() -> 1))).isEqualTo(1);
          List<Call<String>> calls = oneRunsAndThreeWait(owner.bulkhead);

          Ends.valueOf(vertx.undeploy(deployed));

          allAreCancelled(owner.bulkhead, calls);
        });
  }

  @Test
  void aVerticleThatFailsToStartLeavesNoBulkhead() {
    Owner owner =
        new Owner(Threads.workerPool()) {
          @Override
          public Future<?> start() {
            super.start();
            return Future.failedFuture("on purpose");
          }
        };

    Future<String> deployed = vertx.deployVerticle(owner);

    assertThat(Ends.valueOf(deployed.otherwise("failed"))).isEqualTo("failed");
    assertThat(owner.bulkhead.isClosed()).isTrue();
    assertThat(builder(vertx, Threads.workerPool()).build().name()).isEqualTo("test");
  }

  @Test
  void aBulkheadThatIsBuiltAsItsVerticleClosesIsClosed() {
    List<Bulkhead> late = new ArrayList<>();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            Contexts.closeWith(
                context,
                closed -> {
                  late.add(builder(vertx, Threads.workerVerticle()).build());
                  closed.succeed();
                });
            return Future.succeededFuture();
          }
        };
    String deployed = Ends.valueOf(vertx.deployVerticle(verticle));

    Ends.valueOf(vertx.undeploy(deployed));

    assertThat(late.getFirst().isClosed()).isTrue();
    Ends.valueOf(vertx.close());
  }

  private List<Call<String>> oneRunsAndThreeWait(Bulkhead bulkhead) {
    List<Call<String>> calls = new ArrayList<>(hold.take(bulkhead, 1));
    for (int i = 0; i < 3; i++) {
      calls.add(bulkhead.call(hold.listening()));
    }
    return calls;
  }

  private static void allAreCancelled(Bulkhead bulkhead, List<Call<String>> calls) {
    assertThat(bulkhead.isClosed()).isTrue();
    assertThat(calls).extracting(Call::state).containsOnly(CallState.CANCELLED);
    calls.forEach(
        call -> assertThat(Ends.errorOf(call)).isInstanceOf(CallCancelledException.class));
  }

  private static BulkheadBuilder builder(Vertx vertx, Threads threads) {
    return Bulkhead.builder(vertx).name("test").concurrency(1).queue(100).threads(threads);
  }

  private static class Owner extends VerticleBase {
    final Promise<Void> stopping = Promise.promise();
    private final Threads threads;
    private final Duration drain;
    volatile Bulkhead bulkhead;

    Owner(Threads threads) {
      this(threads, Duration.ZERO);
    }

    Owner(Threads threads, Duration drain) {
      this.threads = threads;
      this.drain = drain;
    }

    @Override
    public Future<?> start() {
      bulkhead = builder(vertx, threads).build();
      return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
      if (drain.isZero()) {
        return Future.succeededFuture();
      }
      Future<Void> closed = bulkhead.close(drain);
      stopping.complete();
      return closed;
    }
  }
}
