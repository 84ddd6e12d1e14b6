package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.Control;
import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stall of a known length comes back as that stall, wherever it is measured: it is compared with
 * what the call itself and a client at the other end of a stream have seen.
 */
class CalibrationTest {
  /** A sample every 1 ms, so that a stall begins at most so long before a due time. */
  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "ticker.interval", "1ms",
          "loops.interval", "1ms",
          "loops.blocked-after", "20ms");

  private static final double BEAT_MS = 1;

  @ParameterizedTest
  @ValueSource(ints = {50, 250, 2000})
  void aStallComesBackAsItself(int millis) {
    try (EventReader watcher = SERVICE.open("/timeline");
        EventReader windows = SERVICE.open("/loops", "Accept", "text/event-stream");
        Control machine = new Control()) {
      double before = watcher.next("tick").nanoTime() / 1e6;
      JsonObject job =
          SERVICE.postJson("/jobs/sleep?strategy=event-loop&wait=9s&duration=" + millis + "ms");
      double stall = job.getDouble("runMs");

      double lateMs = 0;
      double gapMs = 0;
      JsonObject block = null;
      while (block == null) {
        EventReader.Event event = watcher.next(e -> true);
        if (event.name().equals("tick")) {
          lateMs = Math.max(lateMs, event.data().getDouble("lateMs"));
          double now = event.nanoTime() / 1e6;
          gapMs = Math.max(gapMs, now - before);
          before = now;
        } else if (isItsEnd(event, job)) {
          block = event.data();
        }
      }
      JsonObject window = windowWith(windows, lateMs);

      assertThat(stall).isGreaterThanOrEqualTo(millis);
      double tolerance = Math.max(2, stall / 50) + Math.max(0, machine.longestMs() - 1);
      assertThat(gapMs).as("the client's gap").isCloseTo(stall, within(tolerance + BEAT_MS));
      assertThat(lateMs).as("the tick's lateMs").isCloseTo(stall, within(tolerance));
      assertThat(block.getDouble("lengthMs")).as("block").isCloseTo(stall, within(tolerance));
      JsonObject loop = window.getJsonArray("loops").getJsonObject(0);
      assertThat(loop.getJsonObject("corrected").getDouble("max"))
          .as("the corrected maximum")
          .isCloseTo(stall, within(tolerance));
      assertThat(loop.getDouble("missed")).isGreaterThanOrEqualTo(stall - tolerance - BEAT_MS);
      assertRawAndCorrectedDiffer(loop, stall);
      assertThat(Duration.between(started(job), Instant.parse(block.getString("start"))).abs())
          .isLessThan(Duration.ofMillis(2));
    }
  }

  /** Corrected has a value for each due time of a stall; raw has one for the whole stall. */
  private static void assertRawAndCorrectedDiffer(JsonObject loop, double stall) {
    JsonObject raw = loop.getJsonObject("raw");
    JsonObject corrected = loop.getJsonObject("corrected");
    assertThat(corrected.getLong("count")).isEqualTo(raw.getLong("count") + loop.getLong("missed"));
    assertThat(corrected.getDouble("p99")).isGreaterThan(stall / 5);
    if (raw.getLong("count") > 200) {
      assertThat(raw.getDouble("p50")).isLessThan(corrected.getDouble("max") / 5);
    }
  }

  private static boolean isItsEnd(EventReader.Event event, JsonObject job) {
    if (!event.name().equals("blocked")) {
      return false;
    }
    JsonObject culprit = event.data().getJsonObject("job");
    return event.data().getBoolean("over")
        && culprit != null
        && culprit.getLong("id").equals(job.getLong("id"));
  }

  /** The window in which the stall ended. */
  private static JsonObject windowWith(EventReader windows, double lateMs) {
    while (true) {
      JsonObject window = windows.next("lateness").data();
      JsonObject loop = window.getJsonArray("loops").getJsonObject(0);
      if (loop.getJsonObject("raw").getDouble("max") > lateMs / 2) {
        return window;
      }
    }
  }

  private static Instant started(JsonObject job) {
    return Instant.parse(job.getString("started"));
  }
}
