package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.spi.metrics.PoolMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pool pool = new Pool("worker", Optional.of("mine"), 2, null);

  @Test
  void itCountsWhoWaitsAndWhoHasAPlace() {
    Pool.Place one = pool.enqueue();
    pool.enqueue();
    assertThat(pool.figures().queued()).isEqualTo(2);

    pool.dequeue(one);
    Pool.Place begun = pool.begin();
    assertThat(pool.figures().queued()).isEqualTo(1);
    assertThat(pool.figures().running()).isEqualTo(1);

    pool.end(begun);
    assertThat(pool.figures().running()).isZero();
    assertThat(pool.figures().ended()).isEqualTo(1);
    assertThat(pool.figures().queueWait().getTotalCount()).isEqualTo(1);
    assertThat(pool.figures().runTime().getTotalCount()).isEqualTo(1);
  }

  @Test
  void whoLeavesTheQueueWithoutAPlaceWasRejected() {
    pool.dequeue(pool.enqueue());

    assertThat(pool.figures().rejected()).isEqualTo(1);
  }

  @Test
  void aQueueBesideFreeThreadsIsOneOfCallsInOrder() {
    start();
    pool.enqueue();
    pool.look(0);
    pool.look(3 * SECOND);

    assertThat(pool.inOrder().longest()).isEqualTo(Duration.ofSeconds(3));
    assertThat(pool.saturated().longest()).isZero();
  }

  @Test
  void aQueueWithoutFreeThreadsIsOneOfASaturatedPool() {
    start();
    start();
    pool.enqueue();
    pool.look(0);
    pool.look(3 * SECOND);

    assertThat(pool.saturated().longest()).isEqualTo(Duration.ofSeconds(3));
    assertThat(pool.inOrder().longest()).isZero();
  }

  @Test
  void whatTheApplicationsOwnMetricsGaveIsGivenBackToThem() {
    List<String> told = new ArrayList<>();
    Pool both =
        new Pool(
            "worker",
            Optional.empty(),
            2,
            new PoolMetrics<String, String>() {
              @Override
              public String enqueue() {
                return "queued";
              }

              @Override
              public void dequeue(String metric) {
                told.add(metric);
              }

              @Override
              public String begin() {
                return "begun";
              }

              @Override
              public void end(String metric) {
                told.add(metric);
              }
            });

    both.dequeue(both.enqueue());
    both.end(both.begin());

    assertThat(told).containsExactly("queued", "begun");
  }

  private void start() {
    pool.dequeue(pool.enqueue());
    pool.begin();
  }
}
