package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bulkheads side by side in one Vert.x are told apart by their names. */
@ExtendWith(VertxExtension.class)
class NamesTest {
  @Test
  void severalBulkheadsOfEachKindLiveSideBySide(Vertx vertx) {
    List<Bulkhead> bulkheads = new ArrayList<>();
    KindsOfThreads.all()
        .forEach(threads -> {
          bulkheads.add(build(vertx, "first-" + bulkheads.size(), threads.getPayload()));
          bulkheads.add(build(vertx, "second-" + bulkheads.size(), threads.getPayload()));
        });
    Hold hold = new Hold();
    List<Call<String>> held =
        bulkheads.stream().flatMap(bulkhead -> hold.take(bulkhead, 1).stream()).toList();

    List<Call<String>> calls =
        bulkheads.stream().map(bulkhead -> bulkhead.call(bulkhead::name)).toList();
    hold.release();

    Ends.awaitAll(held);
    assertThat(calls.stream().map(Ends::valueOf).toList())
        .isEqualTo(bulkheads.stream().map(Bulkhead::name).toList());
    assertThat(bulkheads)
        .allSatisfy(
            bulkhead -> assertThat(bulkhead.metrics().ended(CallState.SUCCEEDED)).isEqualTo(2));
  }

  @Test
  void closingOneLeavesTheOthersOpen(Vertx vertx) {
    KindsOfThreads.all()
        .forEach(threads -> {
          Bulkhead closes = build(vertx, "closes", threads.getPayload());
          Bulkhead stays = build(vertx, "stays", threads.getPayload());

          Ends.valueOf(closes.close());

          assertThat(Ends.valueOf(stays.call(() -> 1))).isEqualTo(1);
          Ends.valueOf(stays.close());
        });
  }

  @ParameterizedTest
  @MethodSource("dev.interleave.bulkhead.KindsOfThreads#all")
  void aNameIsGivenOnceAndIsFreeAfterClose(Threads threads, Vertx vertx) {
    Bulkhead first = build(vertx, "db", threads);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> build(vertx, "db", threads))
        .withMessage(
            "name 'db' is not allowed: another bulkhead of this Vertx has it; allowed: a name of"
                + " its own");

    for (int round = 0; round < 5; round++) {
      Hold.started(first, new Hold().listening());
      Ends.valueOf(first.close());
      first = build(vertx, "db", threads);
      assertThat(Ends.valueOf(first.call(() -> 1))).isEqualTo(1);
    }
  }

  @Test
  void aNameIsFreeAgainIfItsBulkheadCouldNotBeBuilt(Vertx vertx) {
    Threads broken =
        (owner, name, concurrency) -> {
          throw new IllegalStateException("no");
        };
    try {
      build(vertx, "db", broken);
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("no");
    }

    assertThat(build(vertx, "db", Threads.workerPool()).name()).isEqualTo("db");
  }

  @Test
  void anotherVertxHasNamesOfItsOwn(Vertx vertx) {
    Vertx other = Vertx.vertx();
    build(vertx, "db", Threads.workerPool());

    assertThat(Ends.valueOf(build(other, "db", Threads.workerPool()).call(() -> 1))).isEqualTo(1);

    Future<Void> closed = other.close();
    closed.await();
  }

  private static Bulkhead build(Vertx vertx, String name, Threads threads) {
    return Bulkhead.builder(vertx).name(name).concurrency(2).queue(10).threads(threads).build();
  }
}
