package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Calls that wait are taken in turn by key. One permit makes the order visible. */
@ExtendWith(VertxExtension.class)
class FairnessTest {
  private final Hold hold = new Hold();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final List<Call<?>> calls = new ArrayList<>();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void callsWithoutAKeyRunInTheOrderOfTheirAcceptance(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    for (String name : List.of("1", "2", "3", "4")) {
      calls.add(bulkhead.call(() -> ran.add(name)));
    }

    assertThat(orderOfRunning()).containsExactly("1", "2", "3", "4");
  }

  @Test
  void oneKeysFloodDelaysTheOthersByATurnAndNotByTheFlood(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    call(bulkhead, "flood", 500);
    call(bulkhead, "a", 3);
    call(bulkhead, "b", 2);

    assertThat(orderOfRunning().subList(0, 9))
        .containsExactly("flood", "a", "b", "flood", "a", "b", "flood", "a", "flood");
    assertThat(ran).hasSize(505);
  }

  @Test
  void aKeyThatComesLaterWaitsForOneTurnOfEachOther(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    CompletableFuture<Call<Boolean>> late = new CompletableFuture<>();
    calls.add(
        bulkhead.call(
            () -> {
              late.complete(bulkhead.call(() -> ran.add("late"), withKey("late")));
              return ran.add("flood");
            },
            withKey("flood")));
    call(bulkhead, "flood", 500);
    call(bulkhead, "other", 500);

    hold.release();
    Ends.valueOf(late.join());

    assertThat(ran.indexOf("late")).isBetween(0, 4);
    Ends.awaitAll(calls);
  }

  @Test
  void aKeysTurnIsAsManyCallsAsItsWeight(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> key.equals("heavy") ? 3 : 1);
    call(bulkhead, "light", 4);
    call(bulkhead, "heavy", 7);

    assertThat(orderOfRunning())
        .containsExactly(
            "light", "heavy", "heavy", "heavy", "light", "heavy", "heavy", "heavy", "light",
            "heavy", "light");
  }

  @Test
  void aWeightOfLessThanOneIsTakenForOne(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> key.equals("none") ? -5 : 1);
    call(bulkhead, "none", 2);
    call(bulkhead, "one", 2);

    assertThat(orderOfRunning()).containsExactly("none", "one", "none", "one");
  }

  @Test
  void callsWithoutAKeyShareOneTurn(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 2);
    for (int i = 0; i < 3; i++) {
      calls.add(bulkhead.call(() -> ran.add("none")));
    }
    call(bulkhead, "a", 3);

    // The call that holds the permit was the turn of those without a key.
    assertThat(orderOfRunning()).containsExactly("a", "a", "none", "a", "none", "none");
  }

  @Test
  void cancelledCallsCostTheirKeyNoTurn(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    call(bulkhead, "a", 4);
    call(bulkhead, "b", 2);
    calls.get(0).cancel();
    calls.get(2).cancel();

    assertThat(orderOfRunning()).containsExactly("a", "b", "a", "b");
  }

  @Test
  void theFirstKeyOfAllHasItsTurnAmongCallsThatWaitAlready(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    calls.add(
        bulkhead.call(() -> {
          bulkhead.call(() -> ran.add("key"), CallOptions.DEFAULT.withKey("first"));
          return ran.add("1");
        }));
    calls.add(bulkhead.call(() -> ran.add("2")));
    calls.add(bulkhead.call(() -> ran.add("3")));

    assertThat(orderOfRunning()).containsExactly("1", "key", "2", "3");
  }

  @Test
  void whatAWeightThrowsIsTheCallersAndHurtsNobodyElse(Vertx vertx) {
    IllegalStateException thrown = new IllegalStateException("no weight");
    Bulkhead bulkhead =
        busyBulkhead(
            vertx,
            key -> {
              if (key.equals("bad")) {
                throw thrown;
              }
              return 1;
            });
    call(bulkhead, "a", 1);

    assertThatThrownBy(() -> call(bulkhead, "bad", 1)).isSameAs(thrown);
    call(bulkhead, "b", 1);

    assertThat(orderOfRunning()).containsExactly("a", "b");
  }

  @Test
  void aKeyThatHasGoneCanComeBack(Vertx vertx) {
    Bulkhead bulkhead = busyBulkhead(vertx, key -> 1);
    call(bulkhead, "a", 1);
    call(bulkhead, "b", 1);
    assertThat(orderOfRunning()).containsExactly("a", "b");
    Hold again = new Hold();
    again.take(bulkhead, 1);
    call(bulkhead, "b", 2);
    call(bulkhead, "a", 1);

    again.release();
    Ends.awaitAll(calls);

    assertThat(ran.subList(2, 5)).containsExactlyInAnyOrder("b", "a", "b");
    assertThat(ran.subList(2, 4)).as("a waits for one turn of b").contains("a");
  }

  private static Bulkhead bulkhead(Vertx vertx, ToIntFunction<Object> weight) {
    return Bulkhead.builder(vertx).name("test").concurrency(1).queue(10_000).weight(weight).build();
  }

  private Bulkhead busyBulkhead(Vertx vertx, ToIntFunction<Object> weight) {
    Bulkhead bulkhead = bulkhead(vertx, weight);
    hold.take(bulkhead, 1);
    return bulkhead;
  }

  private void call(Bulkhead bulkhead, String key, int times) {
    for (int i = 0; i < times; i++) {
      calls.add(bulkhead.call(() -> ran.add(key), withKey(key)));
    }
  }

  private List<String> orderOfRunning() {
    hold.release();
    Ends.awaitAll(calls);
    return ran;
  }

  private static CallOptions withKey(Object key) {
    return CallOptions.DEFAULT.withKey(key);
  }
}
