package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The figures of a bulkhead add up. */
@ExtendWith(VertxExtension.class)
class BulkheadMetricsTest {
  private final ManualTime time = new ManualTime();

  @Test
  void aNewBulkheadHasDoneNothing(Vertx vertx) {
    BulkheadMetrics metrics = bulkhead(vertx, 2, 1).metrics();

    assertThat(metrics.name()).isEqualTo("test");
    assertThat(metrics.concurrency()).isEqualTo(2);
    assertThat(metrics.freePermits()).isEqualTo(2);
    assertThat(metrics.accepted() + metrics.rejected()).isZero();
    assertThat(metrics.ends())
        .isEqualTo(
            Map.of(
                CallState.SUCCEEDED, 0L,
                CallState.FAILED, 0L,
                CallState.CANCELLED, 0L,
                CallState.TIMED_OUT, 0L,
                CallState.EXPIRED, 0L));
    assertThat(metrics.queueWait().getTotalCount()).isZero();
    assertThat(metrics.runTime().getTotalCount()).isZero();
  }

  @Test
  void everyAcceptedCallIsCountedByItsEnd(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 3);
    Hold first = new Hold();
    List<Call<String>> running = first.take(bulkhead, 1);
    Heard heard = new Heard();
    Call<String> timesOut = bulkhead.call(new Hold().listening(), heard.asOption());
    Call<Integer> cancelled = bulkhead.call(() -> 1);
    Call<Integer> fails =
        bulkhead.call(() -> {
          throw new IllegalStateException("no");
        });
    assertThat(bulkhead.call(() -> 1).state()).isEqualTo(CallState.REJECTED);
    cancelled.cancel();
    Call<Integer> expires = bulkhead.call(() -> 1);
    first.release();
    Ends.awaitAll(running);
    heard.awaitStart();
    time.advance(Duration.ofSeconds(60));
    Ends.awaitAll(List.of(timesOut, fails, expires));

    BulkheadMetrics metrics = bulkhead.metrics();

    assertThat(metrics.accepted()).isEqualTo(5);
    assertThat(metrics.rejected()).isEqualTo(1);
    assertThat(metrics.ended(CallState.SUCCEEDED)).isEqualTo(1);
    assertThat(metrics.ended(CallState.CANCELLED)).isEqualTo(1);
    assertThat(metrics.ended(CallState.TIMED_OUT)).isEqualTo(1);
    assertThat(metrics.ended(CallState.FAILED) + metrics.ended(CallState.EXPIRED)).isEqualTo(2);
    assertThat(metrics.ended(CallState.REJECTED)).as("is no end of an accepted call").isZero();
    assertThat(sum(metrics)).isEqualTo(metrics.accepted());
    assertThat(metrics.queueWait().getTotalCount()).as("those that ran").isBetween(2L, 3L);
    assertThat(metrics.runTime().getTotalCount()).isEqualTo(metrics.queueWait().getTotalCount());
  }

  @Test
  void waitsAndRunTimesAreMeasuredByTheClock(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 3);
    Hold first = new Hold();
    Hold second = new Hold();
    List<Call<String>> running = first.take(bulkhead, 1);
    Heard heard = new Heard();
    Call<String> waiting = bulkhead.call(second.listening(), heard.asOption());
    time.advance(Duration.ofSeconds(2));
    first.release();
    Ends.awaitAll(running);
    heard.awaitStart();
    time.advance(Duration.ofSeconds(3));
    second.release();
    Ends.valueOf(waiting);

    BulkheadMetrics metrics = bulkhead.metrics();

    assertThat(metrics.queueWait().getTotalCount()).isEqualTo(2);
    assertThat(metrics.queueWait().getMaxValue())
        .isCloseTo(2_000_000_000L, Percentage.withPercentage(1));
    assertThat(metrics.runTime().getMaxValue())
        .isCloseTo(3_000_000_000L, Percentage.withPercentage(1));
  }

  @Test
  void aSnapshotDoesNotChange(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 1, 3);
    Ends.valueOf(bulkhead.call(() -> 1));
    BulkheadMetrics before = bulkhead.metrics();

    Ends.valueOf(bulkhead.call(() -> 1));

    assertThat(before.ended(CallState.SUCCEEDED)).isEqualTo(1);
    assertThat(before.runTime().getTotalCount()).isEqualTo(1);
    assertThat(bulkhead.metrics().runTime().getTotalCount()).isEqualTo(2);
  }

  @Test
  void noSnapshotHasMoreEndsThanAcceptedCalls(Vertx vertx) throws InterruptedException {
    Bulkhead bulkhead = Bulkhead.builder(vertx).name("test").concurrency(2).queue(100_000).build();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    AtomicReference<BulkheadMetrics> wrong = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (goesOn.get()) {
                BulkheadMetrics metrics = bulkhead.metrics();
                if (sum(metrics) > metrics.accepted()) {
                  wrong.set(metrics);
                }
              }
            });

    List<Call<Integer>> calls =
        Stream.generate(() -> bulkhead.call(() -> 1)).limit(20_000).toList();

    Ends.awaitAll(calls);
    goesOn.set(false);
    reader.join();
    assertThat(wrong).hasNullValue();
  }

  @Test
  void aCallersOwnEndIsCountedBeforeItHearsOfIt(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx, 2, 3);
    for (long i = 1; i <= 200; i++) {
      Ends.valueOf(bulkhead.call(() -> 1));
      assertThat(bulkhead.metrics().ended(CallState.SUCCEEDED)).isEqualTo(i);
      assertThat(bulkhead.metrics().running()).isZero();
      assertThat(bulkhead.metrics().accepted()).isEqualTo(i);
    }
  }

  private static long sum(BulkheadMetrics metrics) {
    return metrics.ends().values().stream().mapToLong(Long::longValue).sum();
  }

  private Bulkhead bulkhead(Vertx vertx, int concurrency, int queue) {
    return Bulkhead.builder(vertx)
        .name("test")
        .concurrency(concurrency)
        .queue(queue)
        .time(time)
        .build();
  }
}
