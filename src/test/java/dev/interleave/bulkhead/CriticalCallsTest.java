package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Some permits are for critical calls alone, and critical calls go first. */
@ExtendWith(VertxExtension.class)
class CriticalCallsTest {
  private static final CallOptions CRITICAL = CallOptions.DEFAULT.asCritical();

  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void aFloodLeavesTheReservedPermitsToCriticalCalls(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 3, 1, 100);
    hold.take(bulkhead, 2);
    List<Call<String>> flood = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      flood.add(bulkhead.call(hold.listening()));
    }

    Call<Integer> first = bulkhead.call(() -> 1, CRITICAL);
    assertThat(Ends.valueOf(first)).isEqualTo(1);
    assertThat(Ends.valueOf(bulkhead.call(() -> 2, CRITICAL))).isEqualTo(2);

    assertThat(flood).extracting(Call::state).containsOnly(CallState.QUEUED);
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(1);
    hold.release();
    Ends.awaitAll(flood);
  }

  @Test
  void criticalCallsGoBeforeAllThatWait(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0, 100);
    hold.take(bulkhead, 1);
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    List<Call<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(bulkhead.call(() -> ran.add("other")));
    }
    for (int i = 0; i < 3; i++) {
      calls.add(bulkhead.call(() -> ran.add("critical"), CRITICAL));
    }

    hold.release();
    Ends.awaitAll(calls);

    assertThat(ran).containsExactly("critical", "critical", "critical", "other", "other", "other");
  }

  @Test
  void theFirstCriticalCallOfAllGoesBeforeCallsThatWaitAlready(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0, 100);
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    hold.take(bulkhead, 1);
    bulkhead.call(() -> {
      bulkhead.call(() -> ran.add("critical"), CRITICAL);
      return ran.add("1");
    });
    bulkhead.call(() -> ran.add("2"));
    Call<Boolean> last = bulkhead.call(() -> ran.add("3"));

    hold.release();
    Ends.awaitAll(List.of(last));

    assertThat(ran).containsExactly("1", "critical", "2", "3");
  }

  @Test
  void criticalCallsAreAcceptedWhenTheQueueOfTheOthersIsFull(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0, 2);
    hold.take(bulkhead, 1);
    bulkhead.call(hold.listening());
    bulkhead.call(hold.listening());

    assertThat(bulkhead.call(() -> 1).state()).isEqualTo(CallState.REJECTED);
    assertThat(bulkhead.call(() -> 1, CRITICAL).state()).isEqualTo(CallState.QUEUED);
    assertThat(bulkhead.call(() -> 1, CRITICAL).state()).isEqualTo(CallState.QUEUED);
    assertThat(bulkhead.call(() -> 1, CRITICAL).state()).isEqualTo(CallState.REJECTED);
  }

  @Test
  void criticalCallsMayUseEveryPermit(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 3, 1, 0);
    List<Heard> heard = List.of(new Heard(), new Heard(), new Heard());

    heard.forEach(each -> bulkhead.call(hold.listening(), CRITICAL.withListener(each)));

    heard.forEach(Heard::awaitStart);
    assertThat(bulkhead.call(() -> 1, CRITICAL).state()).isEqualTo(CallState.REJECTED);
  }

  @Test
  void thePermitsThatCriticalCallsHoldAreNoRoomForOthers(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 3, 1, 0);
    List<Heard> heard = List.of(new Heard(), new Heard(), new Heard());
    heard.forEach(each -> bulkhead.call(hold.listening(), CRITICAL.withListener(each)));
    heard.forEach(Heard::awaitStart);

    assertThat(bulkhead.call(() -> 1).state()).isEqualTo(CallState.REJECTED);
  }

  @Test
  void othersGoOnWhenCriticalCallsGiveTheirPermitsBack(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 1, 10);
    List<Heard> heard = List.of(new Heard(), new Heard());
    heard.forEach(each -> bulkhead.call(hold.listening(), CRITICAL.withListener(each)));
    heard.forEach(Heard::awaitStart);
    List<Call<Integer>> others = List.of(bulkhead.call(() -> 1), bulkhead.call(() -> 2));

    hold.release();

    Ends.awaitAll(others);
    heard.forEach(Heard::awaitEnd);
    assertThat(bulkhead.metrics().freePermits()).isEqualTo(2);
  }

  @Test
  void criticalCallsAreTakenInTurnByKeyToo(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0, 100);
    hold.take(bulkhead, 1);
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    List<Call<Boolean>> calls = new ArrayList<>();
    for (String key : List.of("a", "a", "a", "b")) {
      calls.add(bulkhead.call(() -> ran.add(key), CRITICAL.withKey(key)));
    }

    hold.release();
    Ends.awaitAll(calls);

    assertThat(ran).containsExactly("a", "b", "a", "a");
  }

  @Test
  void aPermitThatPassesToACriticalCallIsNoRoomForOthers(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 0, 1);
    for (int round = 0; round < 300; round++) {
      Hold running = new Hold();
      running.take(bulkhead, 1);
      Queue<Call<String>> others = new ConcurrentLinkedQueue<>();
      others.add(bulkhead.call(hold.listening()));
      Heard critical = new Heard();
      Call<String> first = bulkhead.call(new Hold().listening(), CRITICAL.withListener(critical));
      AtomicBoolean over = new AtomicBoolean();
      Runnable tries =
          () -> {
            while (!over.get()) {
              Call<String> other = bulkhead.call(hold.listening());
              if (other.state() != CallState.REJECTED) {
                others.add(other);
              }
            }
          };
      List<Thread> callers =
          List.of(Thread.ofPlatform().start(tries), Thread.ofPlatform().start(tries));

      running.release();
      critical.awaitStart();
      over.set(true);
      callers.forEach(CriticalCallsTest::join);

      assertThat(others).filteredOn(call -> call.state() == CallState.QUEUED).hasSize(1);
      others.forEach(Call::cancel);
      first.cancel();
      critical.awaitRelease();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private static Bulkhead bulkhead(Vertx vertx, int concurrency, int reserved, int queue) {
    return Bulkhead.builder(vertx)
        .name("test")
        .concurrency(concurrency)
        .reserved(reserved)
        .queue(queue)
        .build();
  }
}
