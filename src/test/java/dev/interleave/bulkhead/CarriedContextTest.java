package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** What belongs to the caller reaches the thread of its call, and is gone from it afterwards. */
@ExtendWith(VertxExtension.class)
class CarriedContextTest {
  private static final ContextLocal<String> TENANT = ContextLocal.registerLocal(String.class);
  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  @AfterEach
  void forget() {
    MDC.clear();
    USER.remove();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void theDiagnosticContextGoesAlong(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).threads(threads).build();

    assertThat(seenByACallOf("r1", bulkhead)).isEqualTo("r1");
    assertThat(seenByACallOf("r2", bulkhead)).isEqualTo("r2");
    MDC.clear();
    assertThat(Ends.valueOf(bulkhead.call(() -> Optional.ofNullable(MDC.get("requestId")))))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void theLocalsOfTheCallersContextGoAlong(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).threads(threads).build();
    ContextInternal root = (ContextInternal) vertx.getOrCreateContext();
    Context first = root.duplicate();
    first.putLocal(TENANT, "first");
    Context second = root.duplicate();
    second.putLocal(TENANT, "second");
    Callable<Optional<String>> tenant =
        () -> Optional.ofNullable(Vertx.currentContext().getLocal(TENANT));

    assertThat(Ends.valueOf(on(first, () -> bulkhead.call(tenant)))).contains("first");
    assertThat(Ends.valueOf(on(second, () -> bulkhead.call(tenant)))).contains("second");
    assertThat(Ends.valueOf(on(root.duplicate(), () -> bulkhead.call(tenant)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void theCallIsOnTheContextOfItsCaller(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).threads(threads).build();
    Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();

    assertThat(Ends.valueOf(on(context, () -> bulkhead.call(Vertx::currentContext))))
        .isSameAs(context);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aCarrierOfOnesOwnGoesAlong(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx).threads(threads).carry(new UserCarrier()).build();
    USER.set("alice");

    assertThat(Ends.valueOf(bulkhead.call(USER::get))).isEqualTo("alice");
    USER.remove();
    assertThat(Ends.valueOf(bulkhead.call(() -> Optional.ofNullable(USER.get())))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void nothingOfACallIsLeftOnItsThread(Threads threads, Vertx vertx) {
    nothingIsLeftAfter(() -> "returned", threads, vertx);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void nothingOfACallIsLeftOnItsThreadWhenItThrows(Threads threads, Vertx vertx) {
    nothingIsLeftAfter(
        () -> {
          MDC.put("of the call's own", "too");
          throw new StackOverflowError();
        },
        threads,
        vertx);
  }

  @Test
  void aCarrierThatCannotAttachFailsTheCallAndLeavesNothing(Vertx vertx) {
    AssertionError thrown = new AssertionError("no attaching");

    failsTheCallAndLeavesNothing(
        () ->
            () -> {
              throw thrown;
            },
        thrown,
        vertx);
  }

  @Test
  void aCarrierThatCannotDetachFailsTheCallAndKeepsNobodyFromDetaching(Vertx vertx) {
    AssertionError thrown = new AssertionError("no detaching");

    failsTheCallAndLeavesNothing(
        () ->
            () ->
                () -> {
                  throw thrown;
                },
        thrown,
        vertx);
  }

  private static void failsTheCallAndLeavesNothing(
      ContextCarrier faulty, Throwable thrown, Vertx vertx) {
    CompletableFuture<String> left = new CompletableFuture<>();
    Bulkhead bulkhead =
        builder(vertx)
            .threads(new ThenOnTheThread(Threads.workerPool(), () -> left.complete(leftOver())))
            .carry(new UserCarrier())
            .carry(faulty)
            .build();
    MDC.put("requestId", "r1");
    USER.set("alice");

    assertThat(Ends.errorOf(bulkhead.call(() -> 1))).isSameAs(thrown);
    assertThat(left.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("null null");
  }

  private static void nothingIsLeftAfter(Callable<?> callable, Threads threads, Vertx vertx) {
    CompletableFuture<String> left = new CompletableFuture<>();
    Bulkhead bulkhead =
        builder(vertx)
            .threads(new ThenOnTheThread(threads, () -> left.complete(leftOver())))
            .carry(new UserCarrier())
            .build();
    MDC.put("requestId", "r1");
    USER.set("alice");

    Ends.awaitAll(List.of(bulkhead.call(callable)));

    assertThat(left.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("null null");
  }

  private static String leftOver() {
    return MDC.get("requestId") + " " + USER.get();
  }

  private static String seenByACallOf(String requestId, Bulkhead bulkhead) {
    MDC.put("requestId", requestId);
    return Ends.valueOf(bulkhead.call(() -> MDC.get("requestId")));
  }

  private static <T> Future<T> on(Context context, Supplier<Call<T>> calls) {
    Promise<T> result = Promise.promise();
    context.runOnContext(v -> calls.get().future().onComplete(result));
    return result.future();
  }

  private static BulkheadBuilder builder(Vertx vertx) {
    return Bulkhead.builder(vertx).name("test").concurrency(1);
  }

  private static final class UserCarrier implements ContextCarrier {
    @Override
    public Captured capture() {
      String user = USER.get();
      return () -> {
        String before = USER.get();
        USER.set(user);
        return () -> USER.set(before);
      };
    }
  }

  /** Looks at a thread when it has done its work. */
  private record ThenOnTheThread(Threads threads, Runnable then) implements Threads {
    @Override
    public Future<Launcher> open(Vertx vertx, String name, int concurrency) {
      return threads.open(vertx, name, concurrency).map(launcher -> new Watched(launcher, then));
    }

    private record Watched(Launcher launcher, Runnable then) implements Launcher {
      @Override
      public void launch(Runnable work, Consumer<Throwable> failed) {
        Runnable both =
            () -> {
              work.run();
              then.run();
            };
        launcher.launch(both, failed);
      }

      @Override
      public Future<Void> close() {
        return launcher.close();
      }
    }
  }
}
