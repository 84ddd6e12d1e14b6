package dev.interleave.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LoopUnderTestTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final LoopUnderTest loop = join(() -> LoopUnderTest.start(Vertx::vertx));
  private final BlockingQueue<Tick> ticks = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    join(loop::close);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void itsTransportIsTheSystemsOwn() {
    assertThat(loop.isNative()).isTrue();
  }

  @Test
  void itIsOneThreadThatSaysWhatItIs() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      names.add(onLoop(() -> Thread.currentThread().getName()));
    }

    assertThat(names).containsOnly("loop-under-test");
  }

  @Test
  void whatFailsOnItIsReportedToWhoAskedForIt() {
    assertThatThrownBy(() ->
            onLoop(() -> {
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("no");
  }

  @Test
  void ticksAreNumberedAndComeFromTheLoop() throws Exception {
    startTicker();

    for (int seq = 1; seq <= 5; seq++) {
      Tick tick = next();
      assertThat(tick.seq()).isEqualTo(seq);
      assertThat(tick.loop()).isEqualTo(loop.loop());
      assertThat(tick.lateNanos()).isNotNegative();
    }
  }

  @Test
  void aBlockIsReportedByTheFirstTickAfterIt() throws Exception {
    startTicker();
    next();

    long blockedNanos =
        onLoop(() -> {
          long start = System.nanoTime();
          try {
            Thread.sleep(300);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return System.nanoTime() - start;
        });

    // The block began after a due time and before the next: it is late by the block less that gap.
    Tick tick = next();
    while (tick.lateNanos() < blockedNanos - INTERVAL.toNanos()) {
      tick = next();
    }
    assertThat(tick.missed()).isEqualTo(tick.lateNanos() / INTERVAL.toNanos());
  }

  @Test
  void aListenerThatThrowsDoesNotStopTheTicker() throws Exception {
    onLoopWith(tick -> {
      ticks.add(tick);
      throw new IllegalStateException("a listener's fault");
    });

    assertThat(next().seq()).isEqualTo(1);
    assertThat(next().seq()).isEqualTo(2);
    assertThat(next().seq()).isEqualTo(3);
  }

  @Test
  void aStoppedTickerIsSilent() throws Exception {
    Ticker ticker = startTicker();
    next();

    onLoop(() -> {
      ticker.stop();
      ticks.clear();
      return null;
    });

    assertThat(ticks.poll(INTERVAL.toMillis() * 5, TimeUnit.MILLISECONDS)).isNull();
  }

  private Ticker startTicker() {
    return join(() -> Ticker.start(loop, INTERVAL, ticks::add));
  }

  private void onLoopWith(Consumer<Tick> listener) {
    Ticker.start(loop, INTERVAL, listener);
  }

  private Tick next() throws InterruptedException {
    Tick tick = ticks.poll(20, TimeUnit.SECONDS);
    assertThat(tick).isNotNull();
    return tick;
  }

  private <T> T onLoop(Supplier<T> action) {
    return join(() -> loop.call(vertx -> Future.succeededFuture(action.get())));
  }

  private static <T> T join(Supplier<Future<T>> action) {
    return action.get().toCompletionStage().toCompletableFuture().join();
  }
}
