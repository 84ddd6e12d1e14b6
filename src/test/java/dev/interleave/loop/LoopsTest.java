package dev.interleave.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stalls of a known length, injected into a real loop, and what is measured of them. */
class LoopsTest {
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofMillis(20);

  private final Vertx service = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final LoopUnderTest loop = join(LoopUnderTest.start());
  private final BlockingQueue<Block> blocks = new LinkedBlockingQueue<>();
  private Loops loops;

  @AfterEach
  void close() {
    loops.close();
    join(loop.close());
    join(service.close());
  }

  @Test
  void everyDueTimeOfAStallHasItsValueWhenCorrectedAndNoneButTheFirstWhenRaw() throws Exception {
    measure(INTERVAL);
    Lateness before = lateness(LoopUnderTest.THREAD_NAME);

    stall(Duration.ofMillis(50));

    Block block = nextBlock(Block::over);
    Lateness stall = lateness(LoopUnderTest.THREAD_NAME).since(before);
    double longest = stall.corrected().max() / 1e6;
    assertThat(longest).isBetween(40.0, block.length().toNanos() / 1e6);
    assertThat(stall.raw().max()).isEqualTo(stall.corrected().max());
    assertThat(stall.missed()).isGreaterThanOrEqualTo((long) (longest / 10));
    assertThat(stall.corrected().count()).isEqualTo(stall.beats() + stall.missed());
  }

  @Test
  void whatIsMeasuredIsSharedOutIntoWindowsAndAddsUp() throws Exception {
    measure(INTERVAL);
    Loops.LatenessWindow first = onService(Loops::nextWindow);
    stall(Duration.ofMillis(50));
    nextBlock(Block::over);
    Loops.LatenessWindow second = onService(Loops::nextWindow);
    Loops.LatenessWindow third = onService(Loops::nextWindow);

    Loops.Summary total = onService(Loops::sinceStart).get(LoopUnderTest.THREAD_NAME);
    assertThat(second.at()).isBetween(first.at(), third.at());
    assertThat(beats(first) + beats(second) + beats(third)).isLessThanOrEqualTo(total.beats());
    assertThat(second.summaries().get(LoopUnderTest.THREAD_NAME).raw().max())
        .isGreaterThan(Duration.ofMillis(35).toNanos());
    assertThat(third.summaries().get(LoopUnderTest.THREAD_NAME).raw().max())
        .isLessThan(second.summaries().get(LoopUnderTest.THREAD_NAME).raw().max());
  }

  @Test
  void theControlDoesNotStandStillWithTheLoop() throws Exception {
    measure(INTERVAL);

    stall(Duration.ofMillis(300));

    Block block = nextBlock(ended -> ended.over() && ended.length().toMillis() >= 250);
    assertThat(block.cause()).isEqualTo(Block.Cause.CALL);
    assertThat(block.standstill()).isLessThan(block.length().dividedBy(2));
    Loops.Summary underTest = onService(Loops::sinceStart).get(LoopUnderTest.THREAD_NAME);
    Loops.Summary control = onService(Loops::sinceStart).get(Loops.CONTROL);
    assertThat(control.beats()).isGreaterThan(underTest.beats());
    assertThat(underTest.corrected().above(control.corrected()).max())
        .isCloseTo(underTest.raw().max() - control.raw().max(), within(1_000_000L));
  }

  @Test
  void aBlockIsNoticedWhileItLastsWithTheStackOfTheLoop() throws Exception {
    measure(INTERVAL);

    stall(Duration.ofMillis(300));

    Block noticed = nextBlock(block -> true);
    Block over = nextBlock(Block::over);
    assertThat(noticed.over()).isFalse();
    assertThat(noticed.number()).isEqualTo(over.number());
    assertThat(noticed.start()).isCloseTo(over.start(), within(Duration.ofMillis(2)));
    assertThat(noticed.length()).isGreaterThan(LIMIT).isLessThan(over.length());
    assertThat(noticed.stack()).isEqualTo(over.stack());
    assertThat(noticed.where())
        .hasValueSatisfying(frame -> assertThat(frame.getMethodName()).isEqualTo("sleep"));
    assertThat(noticed.stack()).noneMatch(frame -> frame.getClassName().startsWith("io.netty."));
  }

  @Test
  void aPauseForGarbageIsToldFromABlock() throws Exception {
    measure(Duration.ofMillis(1));
    List<byte[]> live = new ArrayList<>();
    for (int i = 0; i < 2_000_000; i++) {
      live.add(new byte[16]);
    }

    Block pause = collectGarbage();

    assertThat(live).hasSize(2_000_000);
    assertThat(pause.cause()).as(pause.toString()).isEqualTo(Block.Cause.GC);
  }

  @Test
  void aLoopThatDoesNothingIsHardlyLaterThanTheControl() throws Exception {
    measure(INTERVAL);
    for (int i = 0; i < 5; i++) {
      stall(Duration.ofMillis(50));
      nextBlock(Block::over);
    }

    Map<String, Loops.Summary> summaries = onService(Loops::sinceStart);

    long control = summaries.get(Loops.CONTROL).raw().p50();
    summaries.forEach((name, summary) ->
        assertThat(summary.raw().p50()).as(name).isLessThan(2 * control + 300_000));
  }

  @Test
  void measuringCostsTheLoopNextToNothing() throws Exception {
    measure(Duration.ofMillis(1));
    stall(Duration.ofMillis(50));
    nextBlock(Block::over);

    Loops.Summary summary = onService(Loops::sinceStart).get(LoopUnderTest.THREAD_NAME);

    assertThat(summary.costNanos()).isPositive();
    assertThat(summary.costNanos() / summary.beats()).isLessThan(500_000);
  }

  /** A block that is a pause for garbage more than anything else the machine did meanwhile. */
  private Block collectGarbage() throws InterruptedException {
    Block block;
    do {
      System.gc();
      block = nextBlock(Block::over);
    } while (block.garbage().multipliedBy(2).compareTo(block.standstill()) <= 0);
    return block;
  }

  private void measure(Duration interval) {
    loops =
        onService(() ->
            Loops.start(
                loop,
                service,
                new Loops.Options(interval, LIMIT),
                InstantSource.system(),
                blocks::add));
  }

  /** Holds the loop. */
  private void stall(Duration duration) {
    loop.call(vertx -> {
      sleep(duration);
      return Future.succeededFuture();
    });
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Block nextBlock(java.util.function.Predicate<Block> passes) throws InterruptedException {
    while (true) {
      Block block = blocks.poll(20, TimeUnit.SECONDS);
      assertThat(block).as("a block").isNotNull();
      if (passes.test(block)) {
        return block;
      }
    }
  }

  private static long beats(Loops.LatenessWindow window) {
    return window.summaries().get(LoopUnderTest.THREAD_NAME).beats();
  }

  private Lateness lateness(String name) {
    return onService(measuring -> measuring.lateness(name));
  }

  private <T> T onService(Function<Loops, T> action) {
    return onService(() -> Future.succeededFuture(action.apply(loops)));
  }

  private <T> T onService(Supplier<Future<T>> action) {
    return join(
        Future.future(promise -> service.runOnContext(v -> action.get().onComplete(promise))));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
