package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tells the kinds of threads apart, on the Vert.x that is used. */
@ExtendWith(VertxExtension.class)
class KindsOfThreadsTest {
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#onPlatformThreads")
  void platformThreadsAreNamedAfterTheBulkhead(Threads threads, Vertx vertx) {
    Thread thread = Ends.valueOf(bulkhead(vertx, threads, 2, 10).call(Thread::currentThread));

    assertThat(thread.isVirtual()).isFalse();
    assertThat(thread.getName()).startsWith("bulkhead.test-");
  }

  @Test
  void virtualThreadsAreVirtual(Vertx vertx) {
    Thread thread =
        Ends.valueOf(bulkhead(vertx, Threads.virtual(), 2, 10).call(Thread::currentThread));

    assertThat(thread.isVirtual()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#sideBySide")
  void callsRunSideBySideUpToTheConcurrency(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, threads, 20, 100);
    CyclicBarrier all = new CyclicBarrier(20);

    List<Call<Integer>> calls = call(bulkhead, 20, () -> all.await(20, TimeUnit.SECONDS));

    calls.forEach(Ends::valueOf);
    assertThat(threads.sideBySide(20)).isEqualTo(20);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void neverMoreRunAtATimeThanThereArePermits(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, threads, 3, 1000);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    List<Call<Integer>> calls =
        call(
            bulkhead,
            500,
            () -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              LockSupport.parkNanos(1);
              return running.decrementAndGet();
            });

    calls.forEach(Ends::valueOf);
    assertThat(most).hasValueBetween(1, 3);
  }

  @Test
  void orderedCallsRunOneAfterTheOtherInTheOrderOfTheirAcceptance(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, Threads.ordered(), 20, 1000);
    AtomicInteger running = new AtomicInteger();
    List<Integer> began = Collections.synchronizedList(new ArrayList<>());
    List<Integer> ended = Collections.synchronizedList(new ArrayList<>());
    List<Call<Integer>> calls = new ArrayList<>();

    for (int i = 0; i < 500; i++) {
      int number = i;
      Call<Integer> call =
          bulkhead.call(() -> {
            began.add(number);
            int sideBySide = running.incrementAndGet();
            LockSupport.parkNanos(1);
            running.decrementAndGet();
            return sideBySide;
          });
      call.future().onSuccess(value -> ended.add(number));
      calls.add(call);
    }

    assertThat(calls).allSatisfy(call -> assertThat(Ends.valueOf(call)).isEqualTo(1));
    assertThat(began).hasSize(500).isSorted();
    assertThat(ended).isSorted();
    assertThat(Threads.ordered().sideBySide(20)).isEqualTo(1);
  }

  @Test
  void orderedCallsRunOneAfterTheOtherWhoeverCalls(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, Threads.ordered(), 20, 1000);
    AtomicInteger running = new AtomicInteger();
    List<Call<Integer>> calls = Collections.synchronizedList(new ArrayList<>());
    Runnable caller =
        () -> {
          for (int i = 0; i < 100; i++) {
            calls.add(
                bulkhead.call(() -> {
                  int sideBySide = running.incrementAndGet();
                  LockSupport.parkNanos(1);
                  running.decrementAndGet();
                  return sideBySide;
                }));
          }
        };

    List<Thread> callers =
        Stream.generate(() -> Thread.ofPlatform().start(caller)).limit(4).toList();
    callers.forEach(KindsOfThreadsTest::join);

    assertThat(calls).hasSize(400).allSatisfy(call -> assertThat(Ends.valueOf(call)).isEqualTo(1));
  }

  @Test
  void aBusyWorkerVerticleIsPassedOver(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, Threads.workerVerticle(), 2, 10);
    Call<String> busy = hold.take(bulkhead, 1).getFirst();

    List<Call<Integer>> others = call(bulkhead, 10, () -> 1);

    others.forEach(Ends::valueOf);
    assertThat(busy.state()).isEqualTo(CallState.RUNNING);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aThreadThatEndsOneCallTakesTheNext(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, threads, 1, 10);
    hold.take(bulkhead, 1);
    List<Call<Thread>> calls = call(bulkhead, 5, Thread::currentThread);

    hold.release();

    assertThat(calls.stream().map(Ends::valueOf).distinct()).hasSize(1);
  }

  @Test
  void threadsThatAreNotReusedMakeOneCallEach(Vertx vertx) {
    Threads virtual = Threads.virtual();
    Threads oneCallEach =
        new Threads() {
          @Override
          public Future<Launcher> open(Vertx owner, String name, int concurrency) {
            return virtual.open(owner, name, concurrency);
          }

          @Override
          public boolean reuse() {
            return false;
          }
        };
    Bulkhead bulkhead = bulkhead(vertx, oneCallEach, 2, 100);

    List<Call<Thread>> calls = call(bulkhead, 100, Thread::currentThread);

    assertThat(calls.stream().map(Ends::valueOf).distinct()).hasSize(100);
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(2);
  }

  private static Bulkhead bulkhead(Vertx vertx, Threads threads, int concurrency, int queue) {
    return Bulkhead.builder(vertx)
        .name("test")
        .concurrency(concurrency)
        .queue(queue)
        .threads(threads)
        .build();
  }

  private static <T> List<Call<T>> call(Bulkhead bulkhead, int calls, Callable<T> callable) {
    List<Call<T>> made = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      made.add(bulkhead.call(callable));
    }
    return made;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
