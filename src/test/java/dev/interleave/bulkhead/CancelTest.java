package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cancelling is exact: what was cancelled ends as cancelled, and never twice. */
@ExtendWith(VertxExtension.class)
class CancelTest {
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void aCallThatIsCancelledWhileQueuedNeverRuns(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 2);
    AtomicBoolean ran = new AtomicBoolean();
    hold.take(bulkhead, 1);
    Heard heard = new Heard();
    Call<Boolean> waiting = bulkhead.call(() -> ran.getAndSet(true), heard.asOption());

    assertThat(waiting.cancel()).isTrue();

    assertThat(waiting.state()).as("at once").isEqualTo(CallState.CANCELLED);
    assertThat(bulkhead.metrics().queued()).isZero();
    assertThat(Ends.errorOf(waiting)).isInstanceOf(CallCancelledException.class);
    hold.release();
    Ends.valueOf(bulkhead.call(() -> 1));
    assertThat(ran).isFalse();
    assertThat(heard.words).containsExactly("cancelled");
  }

  @Test
  void theRoomOfACallThatIsCancelledWhileQueuedCanBeTakenAtOnce(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 1);
    hold.take(bulkhead, 1);
    Call<Integer> waiting = bulkhead.call(() -> 1);

    waiting.cancel();
    Call<Integer> next = bulkhead.call(() -> 2);

    assertThat(next.state()).isEqualTo(CallState.QUEUED);
    hold.release();
    assertThat(Ends.valueOf(next)).isEqualTo(2);
  }

  @Test
  void aCallThatIsCancelledWhileRunningIsInterrupted(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 20, 1000);
    Heard heard = new Heard();
    Call<String> call = Hold.started(bulkhead, hold.listening(), heard);

    assertThat(call.cancel()).isTrue();

    assertThat(call.state()).as("at once").isEqualTo(CallState.CANCELLED);
    heard.awaitRelease();
    assertThat(Ends.errorOf(call)).isInstanceOf(CallCancelledException.class);
    assertThat(heard.words).containsExactly("started", "cancelled, holds its thread", "released");
  }

  @Test
  void cancellingTwiceDoesNothing(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    Heard heard = new Heard();
    Call<String> running = Hold.started(bulkhead, hold.listening(), heard);
    Call<Integer> waiting = bulkhead.call(() -> 1);
    running.cancel();
    waiting.cancel();

    assertThat(running.cancel()).isFalse();
    assertThat(waiting.cancel()).isFalse();

    heard.awaitRelease();
    assertThat(heard.words).containsExactly("started", "cancelled, holds its thread", "released");
    assertThat(bulkhead.metrics().ended(CallState.CANCELLED)).isEqualTo(2);
  }

  @Test
  void cancellingTooLateDoesNothing(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 20, 1000);
    Heard heard = new Heard();
    Call<Integer> call = bulkhead.call(() -> 1, heard.asOption());
    Ends.valueOf(call);

    assertThat(call.cancel()).isFalse();

    assertThat(call.state()).isEqualTo(CallState.SUCCEEDED);
    assertThat(heard.words).containsExactly("started", "succeeded");
  }

  @Test
  void aCallThatIgnoresItsInterruptKeepsItsPermitAndIsCounted(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    Heard heard = new Heard();
    Call<String> deaf = Hold.started(bulkhead, hold.deaf(), heard);
    Call<Integer> next = bulkhead.call(() -> 1);

    deaf.cancel();

    assertThat(Ends.errorOf(deaf)).isInstanceOf(CallCancelledException.class);
    assertThat(next.state()).isEqualTo(CallState.QUEUED);
    BulkheadMetrics during = bulkhead.metrics();
    assertThat(during.running()).isZero();
    assertThat(during.deaf()).isEqualTo(1);
    assertThat(during.queued()).isEqualTo(1);
    assertThat(during.freePermits()).isZero();
    assertThat(heard.words).containsExactly("started", "cancelled, holds its thread");
    hold.release();
    heard.awaitRelease();
    assertThat(Ends.valueOf(next)).isEqualTo(1);
    assertThat(bulkhead.metrics().deaf()).isZero();
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(1);
  }

  @Test
  void aCallMayCancelItself(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    AtomicBoolean interrupted = new AtomicBoolean();
    CompletableFuture<Call<?>> itself = new CompletableFuture<>();
    Call<Boolean> call =
        bulkhead.call(() -> {
          itself.join().cancel();
          interrupted.set(Thread.currentThread().isInterrupted());
          return true;
        });
    itself.complete(call);

    assertThat(Ends.errorOf(call)).isInstanceOf(CallCancelledException.class);

    assertThat(Ends.valueOf(bulkhead.call(Thread::interrupted))).isFalse();
    assertThat(interrupted).isTrue();
  }

  private static Bulkhead bulkhead(Vertx vertx, int concurrency, int queue) {
    return Bulkhead.builder(vertx).name("test").concurrency(concurrency).queue(queue).build();
  }

  /** Whoever cancels may have to wait for a lock, which the calls must not keep it from getting. */
  @Test
  void callsThatEndWhileTheyAreCancelledGoOn(Vertx vertx) {
    int permits = 64;
    Bulkhead bulkhead =
        Bulkhead.builder(vertx)
            .name("starved")
            .concurrency(permits)
            .threads(Threads.virtual())
            .build();
    for (int round = 0; round < 5_000; round++) {
      CountDownLatch goes = new CountDownLatch(1);
      List<Call<Object>> calls = new ArrayList<>();
      for (int i = 0; i < permits; i++) {
        calls.add(
            bulkhead.call(() -> {
              goes.await();
              return null;
            }));
      }
      calls.forEach(call ->
          Thread.ofVirtual()
              .start(() -> {
                try {
                  goes.await();
                } catch (InterruptedException stopped) {
                  throw new AssertionError(stopped);
                }
                call.cancel();
              }));
      goes.countDown();

      Ends.awaitAll(calls);
    }
  }
}
