package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.EventReader;
import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
  private static final int WINDOWS = 30;

  /** The first ones measure, beside the stall, how long classes take to load and to compile. */
  @BeforeAll
  static void warmUp() {
    for (int i = 0; i < 3; i++) {
      stall(250);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 250, 2000})
  @Tag("timing")
  void aStallComesBackAsItself(int millis) throws Exception {
    OnAQuietMachine.check(() -> {
      Stall stall = stall(millis);

      double tolerance = Math.max(2, stall.ran() / 50);
      assertThat(stall.gapMs())
          .as("the client's gap")
          .isCloseTo(stall.ran(), within(tolerance + BEAT_MS));
      assertThat(stall.lateMs()).as("the tick's lateMs").isCloseTo(stall.ran(), within(tolerance));
      assertThat(stall.block().getDouble("lengthMs"))
          .as("block")
          .isCloseTo(stall.ran(), within(tolerance));
      assertThat(stall.loop().getJsonObject("corrected").getDouble("max"))
          .as("the corrected maximum")
          .isCloseTo(stall.ran(), within(tolerance));
      assertRawAndCorrectedDiffer(stall.loop(), stall.ran());
      Instant began = Instant.parse(stall.block().getString("start"));
      assertThat(Duration.between(stall.started(), began).abs()).isLessThan(Duration.ofMillis(2));
    });
  }

  /** Whatever else the machine does meanwhile makes each of these figures larger. */
  @Test
  void noneOfAStallIsLostWhereverItIsMeasured() {
    Stall stall = stall(250);

    assertThat(stall.ran()).isGreaterThanOrEqualTo(250);
    assertThat(stall.lateMs()).isGreaterThanOrEqualTo(stall.ran() - BEAT_MS);
    assertThat(stall.block().getDouble("lengthMs")).isGreaterThanOrEqualTo(stall.ran() * 0.8);
    JsonObject corrected = stall.loop().getJsonObject("corrected");
    assertThat(corrected.getDouble("max")).isGreaterThanOrEqualTo(stall.ran() - 2 * BEAT_MS);
    long missed = stall.loop().getLong("missed");
    assertThat((double) missed).isGreaterThanOrEqualTo(stall.ran() - 2 * BEAT_MS);
    assertThat(corrected.getLong("count"))
        .isEqualTo(stall.loop().getJsonObject("raw").getLong("count") + missed);
  }

  /**
   * What is told of one.
   *
   * @param started when the call began
   * @param ran for how long the call ran, in milliseconds
   * @param gapMs the longest time in which a client heard of no tick
   * @param lateMs of the latest tick
   * @param block the report of its end
   * @param loop the lateness of the loop in the window in which it ended
   */
  private record Stall(
      Instant started,
      double ran,
      double gapMs,
      double lateMs,
      JsonObject block,
      JsonObject loop) {}

  private static Stall stall(int millis) {
    try (EventReader watcher = SERVICE.open("/timeline");
        EventReader windows = SERVICE.open("/loops", "Accept", "text/event-stream")) {
      double before = watcher.next("tick").nanoTime() / 1e6;
      JsonObject job =
          SERVICE.postJson("/jobs/sleep?strategy=event-loop&wait=9s&duration=" + millis + "ms");

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
      double ran = job.getDouble("runMs");
      JsonObject window = windowWith(windows, ran - 2 * BEAT_MS);
      JsonObject loop = window.getJsonArray("loops").getJsonObject(0);
      return new Stall(Instant.parse(job.getString("started")), ran, gapMs, lateMs, block, loop);
    }
  }

  /** Corrected has a value for each due time of a stall; raw has one for the whole stall. */
  private static void assertRawAndCorrectedDiffer(JsonObject loop, double stall) {
    JsonObject raw = loop.getJsonObject("raw");
    JsonObject corrected = loop.getJsonObject("corrected");
    assertThat(corrected.getDouble("p99")).isGreaterThan(stall / 5);
    if (raw.getLong("count") > 200) {
      assertThat(raw.getDouble("p50")).isLessThan(corrected.getDouble("max") / 5);
    }
  }

  /** Known by its time: on a busy machine the job may be too small a part of it to be named. */
  private static boolean isItsEnd(EventReader.Event event, JsonObject job) {
    if (!event.name().equals("blocked") || !event.data().getBoolean("over")) {
      return false;
    }
    Duration length = Duration.ofNanos((long) (event.data().getDouble("lengthMs") * 1e6));
    Instant end = Instant.parse(event.data().getString("start")).plus(length);
    // The two ends are taken apart from each other, and each is rounded.
    return !end.isBefore(Instant.parse(job.getString("finished")).minusMillis(10));
  }

  /** The window in which a stall ended that was at least so long. */
  private static JsonObject windowWith(EventReader windows, double lateMs) {
    for (int i = 0; i < WINDOWS; i++) {
      JsonObject window = windows.next("lateness").data();
      JsonObject loop = window.getJsonArray("loops").getJsonObject(0);
      if (loop.getJsonObject("raw").getDouble("max") >= lateMs) {
        return window;
      }
    }
    throw new AssertionError("in no window was the loop late by " + lateMs + " ms");
  }
}
