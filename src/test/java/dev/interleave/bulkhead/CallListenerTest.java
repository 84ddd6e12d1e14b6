package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A listener hears of the start, then of the end, then that the thread is back. */
@ExtendWith(VertxExtension.class)
class CallListenerTest {
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void hearsOfTheStartThenOfTheEndThenTheFutureCompletes(Vertx vertx, VertxTestContext test) {
    Bulkhead bulkhead = bulkhead(vertx);
    Heard heard = new Heard();
    Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    context.runOnContext(v ->
        bulkhead
            .call(() -> 1, heard.asOption())
            .future()
            .onComplete(
                test.succeeding(value ->
                    test.verify(() -> {
                      assertThat(heard.words).containsExactly("started", "succeeded");
                      test.completeNow();
                    }))));
  }

  @Test
  void hearsEverythingOnTheContextOfTheCaller(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
    List<Context> heardOn = new ArrayList<>();
    Heard heard =
        new Heard() {
          @Override
          public void started(Thread thread, long nanoTime) {
            heardOn.add(Vertx.currentContext());
            super.started(thread, nanoTime);
          }

          @Override
          public void ended(CallEnd end) {
            heardOn.add(Vertx.currentContext());
            super.ended(end);
          }

          @Override
          public void released() {
            heardOn.add(Vertx.currentContext());
            super.released();
          }
        };
    context.runOnContext(v -> {
      Call<String> call = bulkhead.call(hold.listening(), heard.asOption());
      Thread.ofVirtual()
          .start(() -> {
            heard.awaitStart();
            call.cancel();
          });
    });

    heard.awaitRelease();

    assertThat(heardOn).containsExactly(context, context, context);
  }

  @Test
  void anEndCarriesTheValueOrTheError(Vertx vertx) {
    ManualTime time = new ManualTime();
    Bulkhead bulkhead = Bulkhead.builder(vertx).name("test").time(time).build();
    Heard returns = new Heard();
    Heard throwsUp = new Heard();
    Heard stopped = new Heard();
    IllegalStateException thrown = new IllegalStateException("no");
    time.advance(Duration.ofNanos(7));

    bulkhead.call(() -> 100, returns.asOption());
    bulkhead.call(
        () -> {
          throw thrown;
        },
        throwsUp.asOption());
    Call<String> stops = bulkhead.call(hold.listening(), stopped.asOption());
    stopped.awaitStart();
    stops.cancel();

    assertThat(returns.awaitEnd())
        .isEqualTo(new CallEnd(CallState.SUCCEEDED, Optional.of(100), Optional.empty(), 7, false));
    assertThat(throwsUp.awaitEnd())
        .isEqualTo(new CallEnd(CallState.FAILED, Optional.empty(), Optional.of(thrown), 7, false));
    assertThat(stopped.awaitEnd())
        .isEqualTo(
            new CallEnd(
                CallState.CANCELLED, Optional.empty(), Optional.of(Ends.errorOf(stops)), 7, true));
  }

  @Test
  void theStartIsToldFirstAlsoIfTheEndFollowsAtOnce(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    for (int round = 0; round < 300; round++) {
      Heard heard = new Heard();
      CountDownLatch running = new CountDownLatch(1);
      Call<String> call =
          bulkhead.call(
              () -> {
                running.countDown();
                return "done";
              },
              heard.asOption());
      if (round % 2 == 0) {
        Ends.await(running);
      }
      boolean cancelled = call.cancel();

      CallEnd end = heard.awaitEnd();

      if (end.holdsThread()) {
        heard.awaitRelease();
        assertThat(heard.words)
            .containsExactly("started", "cancelled, holds its thread", "released");
      } else if (cancelled) {
        assertThat(heard.words).containsExactly("cancelled");
      } else {
        assertThat(heard.words).containsExactly("started", "succeeded");
      }
    }
  }

  @Test
  void aListenerThatThrowsHurtsOnlyItself(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    List<String> words = new ArrayList<>();
    CallListener faulty =
        new CallListener() {
          @Override
          public void started(Thread thread, long nanoTime) {
            words.add("started");
            throw new IllegalStateException("a faulty listener, on purpose");
          }

          @Override
          public void ended(CallEnd end) {
            words.add("ended");
            throw new IllegalStateException("a faulty listener, on purpose");
          }
        };

    Call<Integer> call = bulkhead.call(() -> 1, CallOptions.DEFAULT.withListener(faulty));

    assertThat(Ends.valueOf(call)).isEqualTo(1);
    assertThat(words).containsExactly("started", "ended");
    assertThat(Ends.valueOf(bulkhead.call(() -> 2))).isEqualTo(2);
  }

  private static Bulkhead bulkhead(Vertx vertx) {
    return Bulkhead.builder(vertx).name("test").build();
  }
}
