package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of calls, and how many may run and wait. */
@ExtendWith(VertxExtension.class)
class BulkheadTest {
  private final Hold hold = new Hold();
  private final ManualTime time = new ManualTime();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void aCallThatReturnsSucceedsWithItsValue(Vertx vertx, VertxTestContext test) {
    Bulkhead bulkhead = bulkhead(vertx, 20, 1000);

    bulkhead
        .call(() -> 100)
        .future()
        .onComplete(
            test.succeeding(value ->
                test.verify(() -> {
                  assertThat(value).isEqualTo(100);
                  test.completeNow();
                })));
  }

  @Test
  void aCallMayReturnNothing(Vertx vertx) {
    Heard heard = new Heard();

    Call<Object> call = bulkhead(vertx, 20, 1000).call(() -> null, heard.asOption());

    assertThat(Ends.valueOf(call)).isNull();
    assertThat(heard.awaitEnd().value()).isEmpty();
    assertThat(call.state()).isEqualTo(CallState.SUCCEEDED);
  }

  @Test
  void aCallThatThrowsFailsWithWhatItThrew(Vertx vertx) {
    IOException thrown = new IOException("no");

    Call<Object> call =
        bulkhead(vertx, 20, 1000)
            .call(() -> {
              throw thrown;
            });

    assertThat(Ends.errorOf(call)).isSameAs(thrown);
    assertThat(call.state()).isEqualTo(CallState.FAILED);
  }

  @Test
  void evenAnErrorIsTheCallsAndNotTheThreads(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 1);
    StackOverflowError thrown = new StackOverflowError();

    Call<Object> broken =
        bulkhead.call(() -> {
          throw thrown;
        });

    assertThat(Ends.errorOf(broken)).isSameAs(thrown);
    assertThat(Ends.valueOf(bulkhead.call(() -> 1))).isEqualTo(1);
  }

  @Test
  void noMoreCallsRunAtATimeThanThereArePermits(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 10);
    List<Call<String>> calls = hold.take(bulkhead, 2);
    List<Call<String>> waiting =
        List.of(
            bulkhead.call(hold.listening()),
            bulkhead.call(hold.listening()),
            bulkhead.call(hold.listening()));

    BulkheadMetrics during = bulkhead.metrics();

    assertThat(during.running()).isEqualTo(2);
    assertThat(during.queued()).isEqualTo(3);
    assertThat(during.freePermits()).isZero();
    assertThat(waiting).extracting(Call::state).containsOnly(CallState.QUEUED);
    hold.release();
    Ends.awaitAll(calls);
    Ends.awaitAll(waiting);
    BulkheadMetrics after = bulkhead.metrics();
    assertThat(after.running()).isZero();
    assertThat(after.queued()).isZero();
    assertThat(after.freePermits()).isEqualTo(2);
    assertThat(after.ended(CallState.SUCCEEDED)).isEqualTo(5);
  }

  @Test
  void oneMoreThanTheQueueHoldsIsRejectedAtOnceAndLeavesNothing(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 2);
    hold.take(bulkhead, 1);
    List<Call<String>> waiting =
        List.of(bulkhead.call(hold.listening()), bulkhead.call(hold.listening()));
    int alarms = time.alarmsSet();
    Heard heard = new Heard();

    Call<Integer> rejected = bulkhead.call(() -> 1, heard.asOption());

    assertThat(rejected.future().isComplete()).as("at once").isTrue();
    assertThat(rejected.state()).isEqualTo(CallState.REJECTED);
    assertThat(rejected.cancel()).isFalse();
    assertThat(bulkhead.metrics().queued()).isEqualTo(2);
    assertThat(bulkhead.metrics().accepted()).isEqualTo(3);
    assertThat(bulkhead.metrics().rejected()).isEqualTo(1);
    assertThat(time.alarmsSet()).isEqualTo(alarms);
    hold.release();
    Ends.awaitAll(waiting);
    assertThat(heard.words).isEmpty();
  }

  @Test
  void aQueueOfNoneRejectsWhatCannotBeginAtOnce(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 0);
    hold.take(bulkhead, 2);

    assertThat(bulkhead.call(() -> 1).state()).isEqualTo(CallState.REJECTED);
  }

  @Test
  void thePermitOfACallThatHasEndedCanBeTakenAtOnce(Vertx vertx, VertxTestContext test) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0);

    bulkhead
        .call(() -> 1)
        .future()
        .compose(one -> bulkhead.call(() -> one + 1).future())
        .compose(two -> bulkhead.call(() -> two + 1).future())
        .onComplete(
            test.succeeding(three ->
                test.verify(() -> {
                  assertThat(three).isEqualTo(3);
                  assertThat(bulkhead.metrics().rejected()).isZero();
                  test.completeNow();
                })));
  }

  @Test
  void aRejectionEstimatesWhenAPermitComesFreeFromTheRunTimesSoFar(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 0);
    List<Call<String>> first = hold.take(bulkhead, 2);
    time.advance(Duration.ofSeconds(14));
    hold.release();
    Ends.awaitAll(first);
    Hold again = new Hold();
    again.take(bulkhead, 2);

    CallRejectedException rejected = (CallRejectedException) Ends.errorOf(bulkhead.call(() -> 1));

    again.release();
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void theEstimateOfOrderedCallsTakesThemOneAfterTheOther(Vertx vertx) {
    Bulkhead bulkhead = builder(vertx, 2, 0).threads(Threads.ordered()).build();
    List<Call<String>> first = hold.take(bulkhead, 1);
    time.advance(Duration.ofSeconds(14));
    hold.release();
    Ends.awaitAll(first);
    Hold again = new Hold();
    again.take(bulkhead, 1);
    Call<String> waiting = bulkhead.call(again.listening());

    CallRejectedException rejected = (CallRejectedException) Ends.errorOf(bulkhead.call(() -> 1));

    again.release();
    Ends.valueOf(waiting);
    assertThat(rejected.retryAfter()).isEqualTo(Duration.ofSeconds(14));
  }

  @Test
  void aPoolThatRejectsFailsTheCallAndGivesThePermitBack(Vertx vertx) {
    IllegalStateException closed = new IllegalStateException("the pool is closed");
    Bulkhead bulkhead = builder(vertx, 1, 0).threads(launching(why -> why.accept(closed))).build();

    for (int i = 0; i < 3; i++) {
      assertThat(Ends.errorOf(bulkhead.call(() -> 1))).isSameAs(closed);
    }
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(1);
    assertThat(bulkhead.metrics().ended(CallState.FAILED)).isEqualTo(3);
  }

  @Test
  void aPoolThatThrowsFailsTheCallAndGivesThePermitBack(Vertx vertx) {
    IllegalStateException closed = new IllegalStateException("the pool is closed");
    Threads throwing =
        launching(why -> {
          throw closed;
        });
    Bulkhead bulkhead = builder(vertx, 1, 0).threads(throwing).build();

    for (int i = 0; i < 3; i++) {
      assertThat(Ends.errorOf(bulkhead.call(() -> 1))).isSameAs(closed);
    }
  }

  @Test
  void threadsThatCannotBeOpenedFailEveryCall(Vertx vertx) {
    IllegalStateException none = new IllegalStateException("no threads");
    Bulkhead bulkhead =
        builder(vertx, 2, 5)
            .threads((owner, name, concurrency) -> Future.failedFuture(none))
            .build();

    assertThat(Ends.errorOf(bulkhead.call(() -> 1))).isSameAs(none);
    assertThat(Ends.errorOf(bulkhead.call(() -> 1))).isSameAs(none);
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(2);
  }

  @Test
  void anyThreadMayCall(Vertx vertx) throws InterruptedException {
    Bulkhead bulkhead = bulkhead(vertx, 2, 1000);
    CountDownLatch ended = new CountDownLatch(400);
    List<Thread> callers =
        List.of(1, 2, 3, 4).stream()
            .map(caller ->
                Thread.ofVirtual()
                    .start(() -> {
                      for (int i = 0; i < 100; i++) {
                        bulkhead.call(() -> 1).future().onSuccess(value -> ended.countDown());
                      }
                    }))
            .toList();
    for (Thread caller : callers) {
      caller.join();
    }

    ended.await();

    assertThat(bulkhead.metrics().accepted()).isEqualTo(400);
    assertThat(bulkhead.metrics().ended(CallState.SUCCEEDED)).isEqualTo(400);
  }

  private Bulkhead bulkhead(Vertx vertx, int concurrency, int queue) {
    return builder(vertx, concurrency, queue).build();
  }

  private BulkheadBuilder builder(Vertx vertx, int concurrency, int queue) {
    return Bulkhead.builder(vertx).name("test").concurrency(concurrency).queue(queue).time(time);
  }

  private static Threads launching(Consumer<Consumer<Throwable>> launches) {
    Threads.Launcher launcher =
        new Threads.Launcher() {
          @Override
          public void launch(Runnable work, Consumer<Throwable> failed) {
            launches.accept(failed);
          }

          @Override
          public Future<Void> close() {
            return Future.succeededFuture();
          }
        };
    return (vertx, name, concurrency) -> Future.succeededFuture(launcher);
  }
}
