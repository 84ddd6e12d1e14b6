package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller gets its end on the context on which it called. */
@ExtendWith(VertxExtension.class)
class CallersContextTest {
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aCallerOnAContextGetsItsEndOnThatContext(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).threads(threads).build();
    Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();

    assertThat(endsOn(context, bulkhead)).isSameAs(context);
  }

  @ParameterizedTest
  @EnumSource(
      value = ThreadingModel.class,
      names = {"EVENT_LOOP", "WORKER", "VIRTUAL_THREAD"})
  void whateverTheContextIs(ThreadingModel model, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).build();
    Context context = contextOf(vertx, model);
    Context duplicate = ((ContextInternal) context).duplicate();

    assertThat(endsOn(context, bulkhead)).isSameAs(context);
    assertThat(endsOn(duplicate, bulkhead)).isSameAs(duplicate);
  }

  @Test
  void callersOnOneLoopGetTheirEndsEachOnTheirOwnContext(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).concurrency(1).build();
    ContextInternal root = (ContextInternal) vertx.getOrCreateContext();
    hold.take(bulkhead, 1);
    List<ContextInternal> requests =
        List.of(root.duplicate(), root, root.duplicate(), root.duplicate());
    List<Future<Context>> endedOn =
        requests.stream()
            .map(each -> on(each, () -> contextOfTheEnd(bulkhead.call(() -> 1))))
            .toList();

    hold.release();

    for (int i = 0; i < requests.size(); i++) {
      assertThat(Ends.valueOf(endedOn.get(i))).isSameAs(requests.get(i));
    }
  }

  @Test
  void allOtherEndsComeOnThatContextToo(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).concurrency(1).queue(1).build();
    Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    hold.take(bulkhead, 1);

    Future<Context> cancelled =
        on(
            context,
            () -> {
              Call<Integer> call = bulkhead.call(() -> 1);
              Thread.ofVirtual().start(call::cancel);
              return contextOfTheEnd(call);
            });
    assertThat(Ends.valueOf(cancelled)).isSameAs(context);

    Future<Context> rejected =
        on(
            context,
            () -> {
              bulkhead.call(hold.listening());
              return contextOfTheEnd(bulkhead.call(() -> 1));
            });
    assertThat(Ends.valueOf(rejected)).isSameAs(context);
  }

  @Test
  void aCallerOutsideOfVertxGetsItsEndOnTheBulkheadsOwnContext(Vertx vertx) {
    ContextInternal home = (ContextInternal) contextOf(vertx, ThreadingModel.EVENT_LOOP);
    Bulkhead bulkhead =
        Ends.valueOf(on(home, () -> Future.succeededFuture(builder(vertx).build())));

    assertThat(Ends.valueOf(contextOfTheEnd(bulkhead.call(() -> 1)))).isSameAs(home);
  }

  @Test
  void theBulkheadsOwnContextIsNoRequests(Vertx vertx) {
    ContextInternal home = (ContextInternal) contextOf(vertx, ThreadingModel.EVENT_LOOP);
    Bulkhead bulkhead =
        Ends.valueOf(on(home.duplicate(), () -> Future.succeededFuture(builder(vertx).build())));

    assertThat(Ends.valueOf(contextOfTheEnd(bulkhead.call(() -> 1)))).isSameAs(home);
  }

  @Test
  void aCallerOnAnotherVertxGetsItsEndThere(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).build();
    Vertx other = Vertx.vertx();
    Context context = other.getOrCreateContext();

    assertThat(endsOn(context, bulkhead)).isSameAs(context);

    other.close().await();
  }

  @Test
  void aVirtualThreadMayAwaitItsCalls(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).build();
    Context context = contextOf(vertx, ThreadingModel.VIRTUAL_THREAD);

    Future<Integer> sum =
        on(
            context,
            () -> {
              int one = bulkhead.call(() -> 1).future().await();
              int two = bulkhead.call(() -> one + 1).future().await();
              return Future.succeededFuture(one + two);
            });

    assertThat(Ends.valueOf(sum)).isEqualTo(3);
  }

  @Test
  void aHandlerOnAVirtualThreadMayAwaitACallThatEndedAtTheSameTime(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).concurrency(1).build();
    Context context = contextOf(vertx, ThreadingModel.VIRTUAL_THREAD);
    CountDownLatch bothHaveEnded = new CountDownLatch(1);
    Promise<Void> submitted = Promise.promise();

    Future<Integer> sum =
        on(
            context,
            () -> {
              Future<Integer> one = bulkhead.call(() -> 1).future();
              Future<Integer> two = bulkhead.call(() -> 2).future();
              Future<Integer> both = one.map(value -> value + two.await());
              submitted.complete();
              // Holds up the context, so that both ends are told in one go.
              bothHaveEnded.await();
              return both;
            });
    Ends.valueOf(submitted.future());
    Ends.valueOf(bulkhead.call(() -> 3));
    bothHaveEnded.countDown();

    assertThat(Ends.valueOf(sum)).isEqualTo(3);
  }

  private interface Action<T> {
    Future<T> run() throws Exception;
  }

  private static <T> Future<T> on(Context context, Action<T> action) {
    Promise<T> result = Promise.promise();
    context.runOnContext(v -> {
      try {
        action.run().onComplete(result);
      } catch (Exception thrown) {
        result.fail(thrown);
      }
    });
    return result.future();
  }

  private static Context endsOn(Context caller, Bulkhead bulkhead) {
    return Ends.valueOf(on(caller, () -> contextOfTheEnd(bulkhead.call(() -> 1))));
  }

  private static Future<Context> contextOfTheEnd(Call<?> call) {
    Function<Object, Future<Context>> here = end -> Future.succeededFuture(Vertx.currentContext());
    return call.future().transform(here::apply);
  }

  private static Context contextOf(Vertx vertx, ThreadingModel model) {
    Promise<Context> own = Promise.promise();
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            own.complete(context);
            return Future.succeededFuture();
          }
        };
    return Ends.valueOf(
        vertx
            .deployVerticle(verticle, new DeploymentOptions().setThreadingModel(model))
            .compose(deployed -> own.future()));
  }

  private static BulkheadBuilder builder(Vertx vertx) {
    return Bulkhead.builder(vertx).name("test");
  }
}
