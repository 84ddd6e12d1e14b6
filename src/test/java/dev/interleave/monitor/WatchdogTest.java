package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a stall that the watchdog has looked at, and that turns out to be short. */
class WatchdogTest {
  private static final long INTERVAL = MonitorOptions.DEFAULT.interval().toNanos();
  private static final long NUMBER = 7;

  private final Vertx vertx = Vertx.vertx();
  private final GarbagePauses garbage = GarbagePauses.listen();
  private final List<BlockedReport> told = new ArrayList<>();
  private final long now = System.nanoTime();
  private LoopSampler loop;
  private Watchdog watchdog;

  @BeforeEach
  void watchALoop() throws Exception {
    Standstills standstills = new Standstills(now);
    Reports reports = new Reports(1);
    reports.addListener(told::add);
    CompletableFuture<LoopSampler> started = new CompletableFuture<>();
    LoopSampler.start(
        EventLoops.of(vertx).getFirst(),
        1,
        0,
        new LatenessRecorder(INTERVAL),
        new LoopSampler.Shared(MonitorOptions.DEFAULT, standstills, (sampler, before, after) -> {}),
        started::complete);
    loop = started.get(20, TimeUnit.SECONDS);
    loop.stop();
    watchdog =
        new Watchdog(
            List.of(loop),
            MonitorOptions.DEFAULT,
            standstills,
            new Reporter(MonitorOptions.DEFAULT, standstills, garbage, Clock.systemUTC(), reports));
  }

  @AfterEach
  void close() throws Exception {
    garbage.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aBlockThatWasToldToBeginIsToldToEndHoweverShortItWas() {
    Stall stall = new Stall(INTERVAL, now);
    stall.setNumber(NUMBER, Instant.now());

    endShort(stall);

    assertThat(told)
        .singleElement()
        .satisfies(report -> {
          assertThat(report.number()).isEqualTo(NUMBER);
          assertThat(report.over()).isTrue();
        });
  }

  @Test
  void aShortStallThatWasOnlyLookedAtIsNotTold() {
    endShort(new Stall(INTERVAL, now));

    assertThat(told).isEmpty();
  }

  /** As the sampler does when it takes its next sample in time; the watchdog tells at its end. */
  private void endShort(Stall stall) {
    Sample before = new Sample(now, now + INTERVAL, 0);
    before.setStall(stall);
    long after = now + INTERVAL;
    assertThat(loop.isLong(before, after)).isFalse();

    watchdog.ended(loop, before, new Sample(after, after + INTERVAL, 0));
    watchdog.stop();
    watchdog.run();
  }
}
