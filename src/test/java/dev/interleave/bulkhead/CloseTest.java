package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing: nothing that was accepted stays without an end, and nothing is left behind. */
@ExtendWith(VertxExtension.class)
class CloseTest {
  private final ManualTime time = new ManualTime();
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void closingRejectsAtOnceLetsCallsFinishAndCancelsWhatIsLeft(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 5);
    Call<String> finishes = hold.take(bulkhead, 1).getFirst();
    Hold never = new Hold();
    Call<String> goesOn = Hold.started(bulkhead, never.listening());
    Heard begins = new Heard();
    Call<String> queued = bulkhead.call(never.listening(), begins.asOption());

    Future<Void> closed = bulkhead.close(Duration.ofSeconds(5));

    assertThat(bulkhead.isClosed()).isTrue();
    assertThat(Ends.errorOf(bulkhead.call(() -> 1)))
        .isInstanceOfSatisfying(
            CallRejectedException.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(CallRejectedException.Reason.CLOSED));
    hold.release();
    assertThat(Ends.valueOf(finishes)).isEqualTo("released");
    begins.awaitStart();
    assertThat(closed.isComplete()).isFalse();
    time.advance(Duration.ofSeconds(5));
    Ends.valueOf(closed);
    assertThat(List.of(goesOn, queued)).extracting(Call::state).containsOnly(CallState.CANCELLED);
    assertThat(Ends.errorOf(goesOn)).isInstanceOf(CallCancelledException.class);
  }

  @Test
  void closingWithoutADrainCancelsAtOnce(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    AtomicBoolean ran = new AtomicBoolean();
    Call<String> running = hold.take(bulkhead, 1).getFirst();
    Call<Boolean> queued = bulkhead.call(() -> ran.getAndSet(true));

    Future<Void> closed = bulkhead.close();

    assertThat(List.of(running, queued)).extracting(Call::state).containsOnly(CallState.CANCELLED);
    Ends.valueOf(closed);
    assertThat(ran).isFalse();
  }

  @Test
  void closingCancelsCallsThatComeInAtThatMomentToo(Vertx vertx) throws Exception {
    for (int round = 0; round < 100; round++) {
      Bulkhead bulkhead =
          Bulkhead.builder(vertx)
              .name("closed-" + round)
              .concurrency(1)
              .queue(1_000_000)
              .threads(Threads.virtual())
              .build();
      Hold deaf = new Hold();
      Hold.started(bulkhead, deaf.deaf());
      Queue<Call<Integer>> accepted = new ConcurrentLinkedQueue<>();
      CountDownLatch called = new CountDownLatch(4);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        callers.add(
            Thread.ofPlatform()
                .start(() -> {
                  Call<Integer> call = bulkhead.call(() -> 1);
                  called.countDown();
                  while (call.state() != CallState.REJECTED) {
                    accepted.add(call);
                    call = bulkhead.call(() -> 1);
                  }
                }));
      }
      Ends.await(called);

      bulkhead.close();
      for (Thread caller : callers) {
        caller.join();
      }

      assertThat(accepted).extracting(Call::state).containsOnly(CallState.CANCELLED);
      deaf.release();
    }
  }

  @Test
  void closingAnIdleBulkheadLeavesNothing(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    Ends.valueOf(bulkhead.call(() -> 1));

    Ends.valueOf(bulkhead.close(Duration.ofHours(1)));

    assertThat(time.alarmsSet()).isZero();
  }

  @Test
  void aClosedBulkheadNeedsNoAlarm(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    Ends.valueOf(bulkhead.close());

    Ends.errorOf(bulkhead.call(() -> 1));

    assertThat(time.alarmsSet()).isZero();
  }

  @Test
  void aBulkheadWhoseVertxIsClosedRejectsCalls() {
    Vertx vertx = Vertx.vertx();
    Bulkhead bulkhead = Bulkhead.builder(vertx).name("test").build();
    vertx.close().await();

    Call<Integer> call = bulkhead.call(() -> 1);

    assertThat(call.state()).isEqualTo(CallState.REJECTED);
  }

  @Test
  void closingTwiceIsClosingOnce(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    Call<String> running = hold.take(bulkhead, 1).getFirst();
    Future<Void> closed = bulkhead.close(Duration.ofSeconds(5));

    Future<Void> again = bulkhead.close();

    assertThat(running.state()).isEqualTo(CallState.RUNNING);
    hold.release();
    Ends.valueOf(closed);
    Ends.valueOf(again);
    assertThat(running.state()).isEqualTo(CallState.SUCCEEDED);
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void closingFreesTheThreads(Threads threads, Vertx vertx) throws InterruptedException {
    Bulkhead bulkhead = builder(vertx, 3, 5).threads(threads).build();
    Heard first = new Heard();
    Ends.valueOf(bulkhead.call(() -> 1, first.asOption()));
    Heard second = new Heard();
    Call<String> running = bulkhead.call(hold.listening(), second.asOption());
    second.awaitStart();

    Ends.valueOf(bulkhead.close());

    assertThat(Ends.errorOf(running)).isInstanceOf(CallCancelledException.class);
    for (Thread thread : List.of(first.awaitStart(), second.awaitStart())) {
      thread.join();
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("bulkhead.test")) {
        thread.join();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void whatACallDoesAfterItsInterruptIsNotInterruptedByClosing(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx, 2, 5).threads(threads).build();
    CountDownLatch cleaning = new CountDownLatch(1);
    AtomicBoolean cleanedUp = new AtomicBoolean();
    Hold.started(
        bulkhead,
        () -> {
          try {
            return new Hold().listening().call();
          } finally {
            cleaning.countDown();
            hold.listening().call();
            cleanedUp.set(true);
          }
        });

    Future<Void> closed = bulkhead.close();
    Ends.await(cleaning);
    assertThat(closed.isComplete()).isFalse();
    hold.release();

    Ends.valueOf(closed);
    assertThat(cleanedUp).isTrue();
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aThreadThatIgnoresItsInterruptIsNotWaitedForForever(Threads threads, Vertx vertx) {
    Bulkhead bulkhead = builder(vertx, 2, 5).threads(threads).build();
    Call<String> deaf = Hold.started(bulkhead, hold.deaf());
    int alarms = time.alarmsEverSet();

    Future<Void> closed = bulkhead.close();

    assertThat(deaf.state()).isEqualTo(CallState.CANCELLED);
    time.awaitAlarms(1 + alarms);
    assertThat(closed.isComplete()).isFalse();
    time.advance(Duration.ofSeconds(1));
    Ends.valueOf(closed);
    assertThat(bulkhead.metrics().deaf()).isEqualTo(1);
  }

  private Bulkhead bulkhead(Vertx vertx, int concurrency, int queue) {
    return builder(vertx, concurrency, queue).build();
  }

  private BulkheadBuilder builder(Vertx vertx, int concurrency, int queue) {
    return Bulkhead.builder(vertx).name("test").concurrency(concurrency).queue(queue).time(time);
  }
}
