package dev.interleave.offload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tells the strategies apart, on the Vert.x that is used. */
class StrategiesTest {
  static List<Strategy> all() {
    return Strategies.ALL;
  }

  static List<Strategy> offTheLoop() {
    return Strategies.ALL.stream().filter(s -> !s.name().equals("event-loop")).toList();
  }

  static List<Strategy> sideBySide() {
    return offTheLoop().stream().filter(s -> !s.name().equals("execute-blocking-ordered")).toList();
  }

  @Test
  void namesAreTheFiveOfTheDesign() {
    assertThat(all())
        .extracting(Strategy::name)
        .containsExactly(
            "event-loop",
            "execute-blocking",
            "execute-blocking-ordered",
            "worker-verticle",
            "virtual-thread");
  }

  @Test
  void theEventLoopMakesTheCallItself() {
    try (Stand stand = new Stand(new EventLoop(), Stand.limits(1, 1))) {
      assertThat(threadOf(stand)).isEqualTo(stand.loopThread());
    }
  }

  @ParameterizedTest
  @MethodSource("offTheLoop")
  void everyOtherStrategyLeavesTheLoopFree(Strategy strategy) {
    try (Stand stand = new Stand(strategy, Stand.ROOMY)) {
      Thread caller = threadOf(stand);

      assertThat(caller).isNotEqualTo(stand.loopThread());
      assertThat(caller.isVirtual()).isEqualTo(strategy.name().equals("virtual-thread"));
      if (!caller.isVirtual()) {
        assertThat(caller.getName()).startsWith(strategy.name() + "-");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sideBySide")
  void callsRunSideBySideUpToThePoolSize(Strategy strategy) {
    try (Stand stand = new Stand(strategy, Stand.limits(20, 100))) {
      CyclicBarrier all = new CyclicBarrier(20);
      List<Heard> heard = submit(stand, 20, () -> all.await(20, TimeUnit.SECONDS));

      heard.forEach(each -> assertThat(each.awaitEnd().state()).isEqualTo(State.SUCCEEDED));
    }
  }

  @ParameterizedTest
  @MethodSource("sideBySide")
  void neverMoreRunAtATimeThanThePoolHasPlaces(Strategy strategy) {
    try (Stand stand = new Stand(strategy, Stand.limits(3, 100))) {
      AtomicInteger running = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      List<Heard> heard =
          submit(
              stand,
              50,
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                return running.decrementAndGet();
              });

      heard.forEach(Heard::awaitEnd);
      assertThat(most).hasValueBetween(1, 3);
    }
  }

  @Test
  void orderedCallsRunOneAfterTheOtherInTheOrderOfTheirAcceptance() {
    try (Stand stand = new Stand(new ExecuteBlockingOrdered(), Stand.limits(20, 100))) {
      AtomicInteger running = new AtomicInteger();
      List<Integer> order = new ArrayList<>();
      List<Heard> heard = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        Heard each = new Heard();
        heard.add(each);
        stand.submit(
            () -> {
              assertThat(running.incrementAndGet()).isEqualTo(1);
              order.add(number);
              Thread.yield();
              return running.decrementAndGet();
            },
            each);
      }

      heard.forEach(each -> assertThat(each.awaitEnd().state()).isEqualTo(State.SUCCEEDED));
      assertThat(order).hasSize(100).isSorted();
    }
  }

  @Test
  void aBusyWorkerVerticleIsPassedOver() {
    try (Stand stand = new Stand(new WorkerVerticle(), Stand.limits(2, 10))) {
      CountDownLatch hold = new CountDownLatch(1);
      Heard busy = new Heard();
      stand.submit(
          () -> {
            hold.await();
            return null;
          },
          busy);
      busy.awaitStart();

      List<Heard> others = submit(stand, 10, () -> 1);

      others.forEach(each -> assertThat(each.awaitEnd().state()).isEqualTo(State.SUCCEEDED));
      assertThat(busy.words).containsExactly("started");
      hold.countDown();
      busy.awaitEnd();
    }
  }

  private static Thread threadOf(Stand stand) {
    Heard heard = new Heard();
    stand.submit(() -> 1, heard);
    heard.awaitEnd();
    return heard.awaitStart();
  }

  private static List<Heard> submit(Stand stand, int calls, Callable<?> call) {
    List<Heard> heard = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      Heard each = new Heard();
      stand.submit(call, each);
      heard.add(each);
    }
    return heard;
  }
}
