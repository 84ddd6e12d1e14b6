package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What blocks the loop under test stops the ticker, for everybody, and nothing else. */
class BlockedLoopTest {
  private static final long INTERVAL_MS = 100;
  private static final long BLOCK_MS = 600;
  private static final int WATCHERS = 3;
  private static final List<String> PATHS = List.of("/health/live", "/jobs", "/kinds");

  @RegisterExtension
  static final TestService SERVICE = new TestService("ticker.interval", INTERVAL_MS + "ms");

  @Test
  void theTickerIsSilentForEveryWatcherAndThenReportsWhatItMissed() {
    Map<EventReader, EventReader.Event> watchers = new HashMap<>();
    for (int i = 0; i < WATCHERS; i++) {
      EventReader watcher = SERVICE.open("/ticker");
      watchers.put(watcher, watcher.next("tick"));
    }

    SERVICE.post("/jobs/sleep?duration=" + BLOCK_MS + "ms&strategy=event-loop&wait=20s");

    for (EventReader watcher : watchers.keySet()) {
      EventReader.Event before = watchers.get(watcher);
      EventReader.Event after = watcher.next("tick");
      // Six due times fall into the block: one is late, the others are missed.
      while (after.data().getLong("missed") < BLOCK_MS / INTERVAL_MS - 1) {
        before = after;
        after = watcher.next("tick");
      }
      assertThat(at(after)).isAfterOrEqualTo(at(before).plusMillis(BLOCK_MS));
      assertThat(after.data().getLong("missed"))
          .isEqualTo((long) (after.data().getDouble("lateMs") / INTERVAL_MS));
      assertThat(after.data().getDouble("lateMs")).isGreaterThanOrEqualTo(BLOCK_MS - INTERVAL_MS);
      assertThat(after.data().getLong("seq")).isEqualTo(before.data().getLong("seq") + 1);
      watcher.close();
    }
  }

  @ParameterizedTest
  @MethodSource("otherStrategies")
  void theTickerGoesOnBesideACallByAnyOtherStrategy(String strategy) {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      String id = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=" + strategy).getString("id");
      timeline.next("started");

      for (int tick = 0; tick < 5; tick++) {
        timeline.next("tick");
      }

      assertThat(state(id)).isEqualTo("running");
      SERVICE.delete("/jobs/" + id);
    }
  }

  @Test
  void jobsAreAcceptedAndCancelledWhileTheLoopIsBlocked() {
    String blocks =
        SERVICE.postJson("/jobs/sleep?duration=10s&strategy=event-loop").getString("id");
    JsonObject waits = SERVICE.postJson("/jobs/sleep?duration=1ms&strategy=virtual-thread");
    JsonObject gone = SERVICE.postJson("/jobs/sleep?duration=1ms&strategy=virtual-thread");

    JsonObject cancelled = TestService.json(SERVICE.delete("/jobs/" + gone.getString("id")));

    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    assertThat(state(blocks)).isIn("queued", "running");
    SERVICE.delete("/jobs/" + blocks);
    assertThat(SERVICE.awaitEnd(waits.getString("id")).getString("state")).isEqualTo("succeeded");
    assertThat(state(gone.getString("id"))).isEqualTo("cancelled");
  }

  @Test
  void requestsAreAnsweredWhileTheLoopIsBlocked() {
    String blocks =
        SERVICE.postJson("/jobs/sleep?duration=10s&strategy=event-loop").getString("id");
    while (!state(blocks).equals("running")) {
      Thread.onSpinWait();
    }

    for (String path : PATHS) {
      assertThat(SERVICE.get(path).statusCode()).as(path).isEqualTo(200);
    }

    assertThat(state(blocks)).isEqualTo("running");
    SERVICE.delete("/jobs/" + blocks);
  }

  @Test
  @Tag("timing")
  void noAnswerTakesLongerWhileTheLoopIsBlocked() throws Exception {
    OnAQuietMachine.check(() -> {
      String blocks =
          SERVICE.postJson("/jobs/sleep?duration=3s&strategy=event-loop").getString("id");
      long slowest = 0;
      do {
        for (String path : PATHS) {
          long start = System.nanoTime();
          SERVICE.get(path);
          slowest = Math.max(slowest, System.nanoTime() - start);
        }
      } while (!state(blocks).equals("succeeded"));

      assertThat(slowest / 1e6).as("the slowest answer in ms").isLessThan(50);
    });
  }

  @ParameterizedTest
  @MethodSource("otherStrategies")
  @Tag("timing")
  void noTickIsMissedBesideACallByAnyOtherStrategy(String strategy) throws Exception {
    OnAQuietMachine.check(() -> {
      List<Long> missed = new ArrayList<>();
      try (EventReader timeline = SERVICE.open("/timeline")) {
        SERVICE.post("/jobs/sleep?duration=2s&strategy=" + strategy);
        timeline.next("started");
        EventReader.Event event = timeline.next(any -> true);
        while (!event.name().equals("finished")) {
          if (event.name().equals("tick")) {
            missed.add(event.data().getLong("missed"));
          }
          event = timeline.next(any -> true);
        }
      }

      assertThat(missed).hasSizeGreaterThanOrEqualTo(19).containsOnly(0L);
    });
  }

  @Test
  void theTicksComeFromAnotherThreadThanTheAnswers() {
    try (EventReader ticker = SERVICE.open("/ticker")) {
      assertThat(ticker.next("tick").data().getString("thread")).isEqualTo("loop-under-test");
    }
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    assertThat(threads).contains("service", "loop-under-test");
  }

  private static List<String> otherStrategies() {
    return Strategies.ALL.stream()
        .map(Strategy::name)
        .filter(name -> !name.equals("event-loop"))
        .toList();
  }

  private static Instant at(EventReader.Event tick) {
    return Instant.parse(tick.data().getString("at"));
  }

  private static String state(String id) {
    return SERVICE.getJson("/jobs/" + id).getString("state");
  }
}
