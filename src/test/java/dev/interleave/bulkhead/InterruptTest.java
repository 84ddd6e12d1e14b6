package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The interrupt of a call is that call's alone. */
@ExtendWith(VertxExtension.class)
class InterruptTest {
  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void anInterruptDoesNotLeakIntoTheNextCallOfTheThread(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, threads);
    Call<String> stopped = Hold.started(bulkhead, leavesItsInterruptSet());
    Call<Boolean> next = bulkhead.call(Thread::interrupted);

    stopped.cancel();

    assertThat(Ends.valueOf(next)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void anInterruptThatACallSetsItselfDoesNotLeakEither(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, threads);
    Hold hold = new Hold();
    hold.take(bulkhead, 1);
    Call<Boolean> interruptsItself =
        bulkhead.call(() -> {
          Thread.currentThread().interrupt();
          return true;
        });
    Call<Boolean> next = bulkhead.call(Thread::interrupted);

    hold.release();

    assertThat(Ends.valueOf(interruptsItself)).isTrue();
    assertThat(Ends.valueOf(next)).isFalse();
  }

  @Test
  void anInterruptDoesNotLeakIntoTheNextTaskOfTheThread(Vertx vertx) {
    for (Threads threads : List.of(Threads.workerPool(), Threads.ordered())) {
      Bulkhead bulkhead = bulkhead(vertx, threads);
      // Vert.x gives the same pool to everybody who asks for it by its name.
      WorkerExecutor samePool = vertx.createSharedWorkerExecutor("bulkhead.test", 1);
      Call<String> stopped = Hold.started(bulkhead, leavesItsInterruptSet());

      stopped.cancel();

      assertThat(Ends.valueOf(samePool.executeBlocking(Thread::interrupted))).isFalse();
      samePool.close();
      Ends.valueOf(bulkhead.close());
    }
  }

  @Test
  void anInterruptThatComesAsTheCallReturnsReachesNobodyElse(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, Threads.workerPool());
    for (int round = 0; round < 300; round++) {
      CountDownLatch running = new CountDownLatch(1);
      Call<Integer> short1 =
          bulkhead.call(() -> {
            running.countDown();
            return 1;
          });
      List<Call<Boolean>> next =
          IntStream.range(0, 3).mapToObj(i -> bulkhead.call(Thread::interrupted)).toList();
      Ends.await(running);

      short1.cancel();

      next.forEach(call -> assertThat(Ends.valueOf(call)).isFalse());
    }
  }

  private static Callable<String> leavesItsInterruptSet() {
    return () -> {
      while (!Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(1_000_000);
      }
      return "the flag is still set";
    };
  }

  private static Bulkhead bulkhead(Vertx vertx, Threads threads) {
    return Bulkhead.builder(vertx).name("test").concurrency(1).threads(threads).build();
  }
}
