package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.Control;
import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What blocks the loop under test stops the ticker, for everybody, and nothing else. */
class BlockedLoopTest {
  private static final long INTERVAL_MS = 500;
  private static final long BLOCK_MS = 3000;
  private static final int WATCHERS = 3;

  @RegisterExtension static final TestService SERVICE = new TestService();

  @Test
  void theTickerIsSilentForEveryWatcherAndThenReportsWhatItMissed() {
    Map<EventReader, EventReader.Event> watchers = new HashMap<>();
    for (int i = 0; i < WATCHERS; i++) {
      EventReader watcher = SERVICE.open("/ticker");
      watchers.put(watcher, watcher.next("tick"));
    }

    long id = SERVICE.postJson("/jobs/sleep?duration=3s&strategy=event-loop").getLong("id");
    try (Control control = new Control()) {
      long slowest = slowestAnswerUntilTheEndOf(id);

      assertThat(slowest - control.longestMs())
          .as("slowest answer, %d ms, less what the machine stood still", slowest)
          .isLessThan(50);
    }
    for (EventReader watcher : watchers.keySet()) {
      EventReader.Event before = watchers.get(watcher);
      EventReader.Event after = watcher.next("tick");
      while (after.data().getLong("missed") == 0) {
        before = after;
        after = watcher.next("tick");
      }
      assertThat((after.nanoTime() - before.nanoTime()) / 1_000_000)
          .as("silence in ms")
          .isGreaterThanOrEqualTo(BLOCK_MS);
      // Six due times fall into three seconds: one is late, the others are missed.
      assertThat(after.data().getLong("missed"))
          .isGreaterThanOrEqualTo(5)
          .isEqualTo((long) (after.data().getDouble("lateMs") / INTERVAL_MS));
      assertThat(after.data().getDouble("lateMs")).isGreaterThanOrEqualTo(BLOCK_MS - INTERVAL_MS);
      assertThat(after.data().getLong("seq")).isEqualTo(before.data().getLong("seq") + 1);
      watcher.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute-blocking",
        "execute-blocking-ordered",
        "worker-verticle",
        "virtual-thread"
      })
  void noTickIsMissedByAnyOtherStrategy(String strategy) {
    try (EventReader watcher = SERVICE.open("/ticker");
        Control control = new Control()) {
      long id = SERVICE.postJson("/jobs/sleep?duration=3s&strategy=" + strategy).getLong("id");
      SERVICE.awaitEnd(id);

      for (long tick = 0; tick < BLOCK_MS / INTERVAL_MS; tick++) {
        JsonObject data = watcher.next("tick").data();
        // Late enough to miss a due time it is at most by what the machine itself stood still.
        assertThat(data.getDouble("lateMs")).isLessThan((double) INTERVAL_MS + control.longestMs());
      }
    }
  }

  @Test
  void jobsAreAcceptedAndCancelledWhileTheLoopIsBlocked() {
    long blocks = SERVICE.postJson("/jobs/sleep?duration=3s&strategy=event-loop").getLong("id");
    JsonObject waits = SERVICE.postJson("/jobs/sleep?duration=1ms&strategy=virtual-thread");
    JsonObject gone = SERVICE.postJson("/jobs/sleep?duration=1ms&strategy=virtual-thread");

    JsonObject cancelled = TestService.json(SERVICE.delete("/jobs/" + gone.getLong("id")));

    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    assertThat(state(blocks)).isIn("queued", "running");
    assertThat(SERVICE.awaitEnd(waits.getLong("id")).getString("state")).isEqualTo("succeeded");
    assertThat(state(gone.getLong("id"))).isEqualTo("cancelled");
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

  private static long slowestAnswerUntilTheEndOf(long id) {
    long slowest = 0;
    do {
      for (String path : List.of("/health/live", "/jobs", "/kinds")) {
        long start = System.nanoTime();
        assertThat(SERVICE.get(path).statusCode()).isEqualTo(200);
        slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
      }
    } while (!state(id).equals("succeeded"));
    return slowest;
  }

  private static String state(long id) {
    return SERVICE.getJson("/jobs/" + id).getString("state");
  }
}
