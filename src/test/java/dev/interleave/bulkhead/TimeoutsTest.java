package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A timeout for waiting and one for running, by a clock that the tests turn. */
@ExtendWith(VertxExtension.class)
class TimeoutsTest {
  private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration A_MOMENT = Duration.ofNanos(1);

  private final ManualTime time = new ManualTime();
  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void aCallThatWaitsLongerThanTheQueueTimeoutExpiresAndNeverRuns(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    AtomicBoolean ran = new AtomicBoolean();
    hold.take(bulkhead, 1);
    Heard heard = new Heard();
    Call<Boolean> waiting = bulkhead.call(() -> ran.getAndSet(true), heard.asOption());

    time.advance(QUEUE_TIMEOUT.minus(A_MOMENT));
    assertThat(waiting.state()).isEqualTo(CallState.QUEUED);
    time.advance(A_MOMENT);

    assertThat(waiting.state()).isEqualTo(CallState.EXPIRED);
    assertThat(Ends.errorOf(waiting))
        .isInstanceOfSatisfying(
            QueueTimeoutException.class,
            expired -> assertThat(expired.waited()).isEqualTo(QUEUE_TIMEOUT));
    assertThat(bulkhead.metrics().queued()).isZero();
    hold.release();
    Ends.valueOf(bulkhead.call(() -> 1));
    assertThat(ran).isFalse();
    assertThat(heard.words).containsExactly("expired");
  }

  @Test
  void aCallThatRunsLongerThanTheCallTimeoutIsInterrupted(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 20, 1000);
    Heard heard = new Heard();
    Call<String> call = Hold.started(bulkhead, hold.listening(), heard);

    time.advance(CALL_TIMEOUT.minus(A_MOMENT));
    assertThat(call.state()).isEqualTo(CallState.RUNNING);
    time.advance(A_MOMENT);

    assertThat(call.state()).isEqualTo(CallState.TIMED_OUT);
    assertThat(Ends.errorOf(call))
        .isInstanceOfSatisfying(
            CallTimeoutException.class,
            timedOut -> assertThat(timedOut.ran()).isEqualTo(CALL_TIMEOUT));
    heard.awaitRelease();
    assertThat(heard.words).containsExactly("started", "timed-out, holds its thread", "released");
  }

  @Test
  void theTimeInTheQueueDoesNotCountAgainstTheCallTimeout(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    hold.take(bulkhead, 1);
    Hold second = new Hold();
    Heard heard = new Heard();
    Call<String> call = bulkhead.call(second.listening(), heard.asOption());
    time.advance(Duration.ofSeconds(29));
    hold.release();
    heard.awaitStart();

    time.advance(Duration.ofSeconds(59));

    assertThat(call.state()).isEqualTo(CallState.RUNNING);
    time.advance(Duration.ofSeconds(1));
    assertThat(call.state()).isEqualTo(CallState.TIMED_OUT);
  }

  @Test
  void eachCallHasItsOwnTime(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 5);
    Call<String> first = Hold.started(bulkhead, hold.listening());
    time.advance(Duration.ofSeconds(20));
    Call<String> second = Hold.started(bulkhead, hold.listening());
    Call<String> waits = bulkhead.call(new Hold().listening());
    time.advance(Duration.ofSeconds(10));
    Call<String> waitsLess = bulkhead.call(new Hold().listening());

    time.advance(Duration.ofSeconds(20));
    assertThat(waits.state()).isEqualTo(CallState.EXPIRED);
    assertThat(waitsLess.state()).isEqualTo(CallState.QUEUED);

    time.advance(Duration.ofSeconds(10));
    assertThat(first.state()).isEqualTo(CallState.TIMED_OUT);
    assertThat(second.state()).isEqualTo(CallState.RUNNING);

    time.advance(Duration.ofSeconds(20));
    assertThat(second.state()).isEqualTo(CallState.TIMED_OUT);
  }

  @Test
  void allCallsShareOneAlarmForEachTimeout(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 10, 1000);
    List<Call<String>> calls = new ArrayList<>(hold.take(bulkhead, 10));
    for (int i = 0; i < 1000; i++) {
      calls.add(bulkhead.call(hold.listening()));
    }

    assertThat(time.alarmsEverSet()).isEqualTo(2);
    time.advance(QUEUE_TIMEOUT);
    assertThat(calls.stream().filter(call -> call.state() == CallState.EXPIRED)).hasSize(1000);
    time.advance(CALL_TIMEOUT.minus(QUEUE_TIMEOUT));
    assertThat(calls.stream().filter(call -> call.state() == CallState.TIMED_OUT)).hasSize(10);
    assertThat(time.alarmsEverSet()).isEqualTo(2);
    assertThat(time.alarmsSet()).isZero();
  }

  @Test
  void callsOneAfterTheOtherNeedNoAlarmOfTheirOwn(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 5);
    for (int i = 0; i < 100; i++) {
      Ends.valueOf(bulkhead.call(() -> 1));
    }

    assertThat(time.alarmsEverSet()).isEqualTo(2);
    time.advance(CALL_TIMEOUT);
    assertThat(time.alarmsSet()).as("nothing is left to wait for").isZero();
    Ends.valueOf(bulkhead.call(() -> 1));
    assertThat(time.alarmsSet()).as("and it begins again").isEqualTo(2);
  }

  @Test
  void endsThatAreCloseToEachOtherGoOffTogether(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 1000);
    hold.take(bulkhead, 1);
    List<Call<String>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(bulkhead.call(hold.listening()));
      time.advance(Duration.ofNanos(1000));
    }
    int alarmsBefore = time.alarmsEverSet();

    time.advance(QUEUE_TIMEOUT);

    assertThat(calls).extracting(Call::state).containsOnly(CallState.EXPIRED);
    assertThat(time.alarmsEverSet() - alarmsBefore).isLessThan(3);
  }

  @Test
  void theSystemsClockEndsCallsToo(Vertx vertx) {
    Bulkhead bulkhead =
        Bulkhead.builder(vertx)
            .name("test")
            .concurrency(1)
            .queueTimeout(Duration.ofMillis(1))
            .callTimeout(Duration.ofMillis(50))
            .build();

    Call<String> running = Hold.started(bulkhead, hold.listening());
    Call<Integer> waiting = bulkhead.call(() -> 1);

    assertThat(Ends.errorOf(waiting)).isInstanceOf(QueueTimeoutException.class);
    assertThat(Ends.errorOf(running)).isInstanceOf(CallTimeoutException.class);
  }

  private Bulkhead bulkhead(Vertx vertx, int concurrency, int queue) {
    return Bulkhead.builder(vertx)
        .name("test")
        .concurrency(concurrency)
        .queue(queue)
        .queueTimeout(QUEUE_TIMEOUT)
        .callTimeout(CALL_TIMEOUT)
        .time(time)
        .build();
  }
}
