package dev.interleave.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffloadTest {
  private final List<Stand> stands = new ArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);

  @AfterEach
  void close() {
    hold.countDown();
    stands.forEach(Stand::close);
  }

  @Test
  void aCallThatReturnsSucceedsWithItsValue() {
    Heard heard = new Heard();

    stand(Stand.ROOMY).submit(() -> 100, heard);

    assertThat(heard.awaitEnd().value()).contains(100);
    assertThat(heard.words).containsExactly("started", "succeeded");
  }

  @Test
  void aCallThatThrowsFailsWithWhatItThrew() {
    Heard heard = new Heard();
    IOException thrown = new IOException("no");

    stand(Stand.ROOMY)
        .submit(
            () -> {
              throw thrown;
            },
            heard);

    assertThat(heard.awaitEnd().error()).contains(thrown);
    assertThat(heard.words).containsExactly("started", "failed");
  }

  @Test
  void evenAnErrorIsTheCallsAndNotTheLoops() {
    Stand stand = stand(Stand.limits(1, 1));
    Heard broken = new Heard();
    Heard next = new Heard();

    stand.submit(
        () -> {
          throw new StackOverflowError();
        },
        broken);

    assertThat(broken.awaitEnd().state()).isEqualTo(State.FAILED);
    stand.submit(() -> 1, next);
    assertThat(next.awaitEnd().state()).isEqualTo(State.SUCCEEDED);
  }

  @Test
  void noMoreCallsRunAtATimeThanThereArePlaces() {
    Stand stand = stand(Stand.limits(2, 10));
    List<Heard> heard = submitHolding(stand, 5);

    heard.get(0).awaitStart();
    heard.get(1).awaitStart();

    assertThat(stand.load()).isEqualTo(new Load(3, 2, 0, 5, 0));
    hold.countDown();
    heard.forEach(each -> assertThat(each.awaitEnd().state()).isEqualTo(State.SUCCEEDED));
    assertThat(stand.load()).isEqualTo(new Load(0, 0, 0, 5, 0));
  }

  @Test
  void oneMoreThanTheQueueHoldsIsRefusedAtOnceAndLeavesNothing() {
    Stand stand = stand(Stand.limits(1, 2));
    List<Heard> heard = submitHolding(stand, 3);
    heard.get(0).awaitStart();
    int alarms = stand.time.alarmsSet();
    Heard refused = new Heard();

    assertThatThrownBy(() -> stand.submit(() -> 1, refused))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "the queue is full: 1 calls under way and 2 waiting, which is all that is allowed")
        .extracting("reason", "retryAfter")
        .containsExactly(Refused.Reason.QUEUE_FULL, Duration.ofSeconds(1));

    assertThat(stand.load()).isEqualTo(new Load(2, 1, 0, 3, 1));
    assertThat(stand.time.alarmsSet()).isEqualTo(alarms);
    hold.countDown();
    heard.forEach(Heard::awaitEnd);
    assertThat(refused.words).isEmpty();
    assertThat(stand.time.alarmsSet()).isZero();
  }

  @Test
  void thePlaceOfACallThatHasEndedCanBeTakenAtOnce() {
    Stand stand = stand(Stand.limits(1, 0));
    Heard next = new Heard();
    Heard first =
        new Heard() {
          @Override
          public void ended(Outcome outcome, boolean holdsThread) {
            stand.offload.submit(() -> 2, next);
            super.ended(outcome, holdsThread);
          }
        };

    stand.submit(() -> 1, first);

    assertThat(first.awaitEnd().value()).contains(1);
    assertThat(next.awaitEnd().value()).contains(2);
    stand.awaitLoop();
    assertThat(stand.load()).isEqualTo(new Load(0, 0, 0, 2, 0));
  }

  @Test
  void aRefusalEstimatesWhenAPlaceComesFreeFromTheRunTimesSoFar() {
    Stand stand = stand(Stand.limits(2, 0));
    List<Heard> first = submitHolding(stand, 2);
    first.forEach(Heard::awaitStart);
    stand.advance(Duration.ofSeconds(14));
    hold.countDown();
    first.forEach(Heard::awaitEnd);
    CountDownLatch again = new CountDownLatch(1);
    submitWhenThereIsAPlace(stand, waitFor(again), new Heard());
    submitWhenThereIsAPlace(stand, waitFor(again), new Heard());

    assertThatThrownBy(() -> stand.submit(() -> 1, new Heard()))
        .extracting("retryAfter")
        .isEqualTo(Duration.ofSeconds(7));
    again.countDown();
  }

  @Test
  void aCallThatIsCancelledWhileQueuedNeverRuns() {
    Stand stand = stand(Stand.limits(1, 2));
    AtomicBoolean ran = new AtomicBoolean();
    Heard running = submitHolding(stand, 1).getFirst();
    Heard queued = new Heard();
    running.awaitStart();
    Offloaded waiting = stand.submit(() -> ran.getAndSet(true), queued);

    assertThat(stand.onOwner(waiting::cancel)).isTrue();

    assertThat(queued.words).as("at once").containsExactly("cancelled");
    assertThat(stand.load().queued()).isZero();
    hold.countDown();
    running.awaitEnd();
    Heard after = new Heard();
    stand.submit(() -> 1, after);
    after.awaitEnd();
    assertThat(ran).isFalse();
  }

  @Test
  void aCallThatWaitsForABlockedLoopCanBeCancelledToo() {
    Stand stand = stand(new EventLoop(), Stand.limits(1, 5));
    AtomicBoolean ran = new AtomicBoolean();
    Heard blocking = submitHolding(stand, 1).getFirst();
    blocking.awaitStart();
    Offload others =
        new Offload(
            task -> {
              task.run();
              return Future.succeededFuture();
            },
            Stand.ROOMY,
            stand.loop,
            stand.owner,
            stand.time);
    Heard handedOver = new Heard();
    Offloaded waiting = stand.onOwner(() -> others.submit(() -> ran.getAndSet(true), handedOver));

    assertThat(stand.onOwner(waiting::cancel)).isTrue();

    assertThat(handedOver.words).containsExactly("cancelled");
    hold.countDown();
    blocking.awaitEnd();
    stand.awaitLoop();
    assertThat(ran).isFalse();
  }

  @Test
  void aCallThatIsCancelledWhileRunningIsInterrupted() {
    Stand stand = stand(Stand.ROOMY);
    Heard heard = new Heard();
    Offloaded call = stand.submit(waitFor(new CountDownLatch(1)), heard);
    heard.awaitStart();

    assertThat(stand.onOwner(call::cancel)).isTrue();

    heard.awaitRelease();
    assertThat(heard.words).containsExactly("started", "cancelled, holds its thread", "released");
  }

  @Test
  void cancellingTwiceOrTooLateDoesNothing() {
    Stand stand = stand(Stand.ROOMY);
    Heard heard = new Heard();
    Offloaded call = stand.submit(() -> 1, heard);
    heard.awaitEnd();

    assertThat(stand.onOwner(call::cancel)).isFalse();
    assertThat(heard.words).containsExactly("started", "succeeded");
  }

  @Test
  void aCallThatIgnoresItsInterruptKeepsItsPlaceAndIsCounted() {
    Stand stand = stand(Stand.limits(1, 5));
    Heard stubborn = new Heard();
    Heard next = new Heard();
    Offloaded call = stand.submit(() -> parkUntilReleased(), stubborn);
    stubborn.awaitStart();
    stand.submit(() -> 1, next);

    stand.onOwner(call::cancel);

    assertThat(stubborn.words).containsExactly("started", "cancelled, holds its thread");
    assertThat(stand.load()).isEqualTo(new Load(1, 0, 1, 2, 0));
    assertThat(next.words).isEmpty();
    hold.countDown();
    stubborn.awaitRelease();
    assertThat(next.awaitEnd().state()).isEqualTo(State.SUCCEEDED);
    assertThat(stand.load()).isEqualTo(new Load(0, 0, 0, 2, 0));
  }

  @Test
  void anInterruptDoesNotLeakIntoTheNextTaskOfTheThread() {
    for (Strategy strategy : List.of(new EventLoop(), new ExecuteBlockingOrdered())) {
      Stand stand = stand(strategy, Stand.limits(1, 5));
      Heard stubborn = new Heard();
      CountDownLatch interrupted = new CountDownLatch(1);
      Offloaded call =
          stand.submit(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  LockSupport.parkNanos(1_000_000);
                }
                interrupted.countDown();
                return "the flag is still set";
              },
              stubborn);
      stubborn.awaitStart();
      Heard next = new Heard();
      stand.submit(Thread::interrupted, next);

      stand.onOwner(call::cancel);

      assertThat(next.awaitEnd().value()).as(strategy.name()).contains(false);
    }
  }

  @Test
  void aCallThatWaitsLongerThanItsQueueDeadlineExpiresAndNeverRuns() {
    Stand stand = stand(Stand.limits(1, 5));
    AtomicBoolean ran = new AtomicBoolean();
    Heard running = submitHolding(stand, 1).getFirst();
    running.awaitStart();
    Heard queued = new Heard();
    stand.submit(() -> ran.getAndSet(true), queued);

    stand.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(queued.words).isEmpty();
    stand.advance(Duration.ofNanos(1));

    assertThat(queued.words).containsExactly("expired");
    hold.countDown();
    running.awaitEnd();
    stand.awaitLoop();
    assertThat(ran).isFalse();
  }

  @Test
  void aCallThatRunsLongerThanItsRunDeadlineIsInterrupted() {
    Stand stand = stand(Stand.ROOMY);
    Heard heard = new Heard();
    stand.submit(waitFor(new CountDownLatch(1)), heard);
    heard.awaitStart();

    stand.advance(Duration.ofSeconds(60).minusNanos(1));
    assertThat(heard.words).containsExactly("started");
    stand.advance(Duration.ofNanos(1));

    heard.awaitRelease();
    assertThat(heard.words).containsExactly("started", "timed-out, holds its thread", "released");
  }

  @Test
  void theTimeInTheQueueDoesNotCountAgainstTheRunDeadline() {
    Stand stand = stand(Stand.limits(1, 5));
    Heard first = submitHolding(stand, 1).getFirst();
    first.awaitStart();
    Heard second = new Heard();
    stand.submit(waitFor(new CountDownLatch(1)), second);
    stand.advance(Duration.ofSeconds(29));
    hold.countDown();
    second.awaitStart();

    stand.advance(Duration.ofSeconds(59));

    assertThat(second.words).containsExactly("started");
    stand.advance(Duration.ofSeconds(1));
    second.awaitRelease();
  }

  @Test
  void aPoolThatRefusesFailsTheCallAndGivesThePlaceBack() {
    Stand stand =
        stand(
            named(task -> {
              throw new IllegalStateException("the pool is closed");
            }),
            Stand.limits(1, 0));
    for (int i = 0; i < 3; i++) {
      Heard heard = new Heard();
      submitWhenThereIsAPlace(stand, () -> 1, heard);

      assertThat(heard.awaitEnd().error())
          .get()
          .hasToString("java.lang.IllegalStateException: the pool is closed");
    }
  }

  @Test
  void closingRefusesAtOnceLetsCallsFinishAndCancelsWhatIsLeft() {
    Stand stand = stand(Stand.limits(2, 5));
    Heard finishes = submitHolding(stand, 1).getFirst();
    Heard stubborn = new Heard();
    CountDownLatch never = new CountDownLatch(1);
    finishes.awaitStart();
    stand.submit(waitFor(never), stubborn);
    stubborn.awaitStart();
    Heard queued = new Heard();
    Future<Void> closed =
        stand.onOwner(() -> {
          stand.offload.submit(waitFor(never), queued);
          return stand.offload.close(Duration.ofSeconds(5));
        });

    assertThatThrownBy(() -> stand.submit(() -> 1, new Heard()))
        .extracting("reason")
        .isEqualTo(Refused.Reason.CLOSED);
    assertThatThrownBy(() ->
            stand.onOwner(() -> {
              stand.offload.requireOpen();
              return null;
            }))
        .isInstanceOf(Refused.class);
    assertThat(stand.load().refused()).as("asking is not submitting").isEqualTo(1);
    hold.countDown();
    finishes.awaitEnd();
    queued.awaitStart();
    assertThat(closed.isComplete()).isFalse();
    stand.advance(Duration.ofSeconds(5));

    closed.toCompletionStage().toCompletableFuture().join();
    assertThat(finishes.words).containsExactly("started", "succeeded");
    assertThat(List.of(stubborn, queued))
        .allSatisfy(
            heard -> assertThat(heard.words).startsWith("started", "cancelled, holds its thread"));
  }

  @Test
  void limitsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> Stand.limits(0, 1)).hasMessageContaining("pool size 0");
    assertThatThrownBy(() -> Stand.limits(1, -1)).hasMessageContaining("queue size -1");
    assertThatThrownBy(() -> new Limits(1, 1, Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("queue deadline PT0S");
  }

  private Stand stand(Limits limits) {
    return stand(new ExecuteBlocking(), limits);
  }

  private Stand stand(Strategy strategy, Limits limits) {
    Stand stand = new Stand(strategy, limits);
    stands.add(stand);
    return stand;
  }

  private List<Heard> submitHolding(Stand stand, int calls) {
    List<Heard> heard = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Heard each = new Heard();
      stand.submit(waitFor(hold), each);
      heard.add(each);
    }
    return heard;
  }

  /** A place comes free a moment after the call's end: when the strategy has its thread back. */
  private static void submitWhenThereIsAPlace(Stand stand, Callable<?> call, Heard heard) {
    boolean accepted = false;
    while (!accepted) {
      try {
        stand.submit(call, heard);
        accepted = true;
      } catch (Refused notYet) {
        Thread.onSpinWait();
      }
    }
  }

  private static Callable<Object> waitFor(CountDownLatch latch) {
    return () -> {
      latch.await();
      return null;
    };
  }

  private Object parkUntilReleased() {
    boolean released = false;
    while (!released) {
      try {
        hold.await();
        released = true;
      } catch (InterruptedException ignored) {
        // what badly written code does
      }
    }
    return null;
  }

  private static Strategy named(Strategy.Caller caller) {
    return new Strategy() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public String description() {
        return "";
      }

      @Override
      public Future<Caller> open(Vertx vertx, int poolSize) {
        return Future.succeededFuture(caller);
      }
    };
  }
}
