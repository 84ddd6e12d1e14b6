package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams as a JSON object a line, for {@code jq}. */
class JsonLinesTest {
  private static final int HISTORY = 20;

  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "ticker.interval", "10ms",
          "ticker.history", String.valueOf(HISTORY),
          "loops.window", "100ms",
          "streams.heartbeat", "100ms");

  @ParameterizedTest
  @CsvSource({"/ticker, tick", "/timeline, tick", "/loops, lateness"})
  void eachLineIsAnEventWithItsNumberAndName(String path, String name) {
    try (EventReader stream = SERVICE.open(path + "?format=ndjson")) {
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .contains("application/x-ndjson");
      JsonObject first = next(stream, line -> line.getString("event").equals(name));
      JsonObject second = next(stream, line -> true);

      assertThat(second.getLong("id")).isEqualTo(first.getLong("id") + 1);
      assertThat(first.getJsonObject("data").getString("at")).isNotBlank();
    }
  }

  @Test
  void theHeaderAsksForTheSame() {
    try (EventReader stream = SERVICE.open("/ticker", "Accept", "application/x-ndjson")) {
      assertThat(next(stream, line -> true).getString("event")).isEqualTo("tick");
    }
  }

  @Test
  void aJobTellsItsLifeAndEnds() {
    String job = SERVICE.postJson("/jobs/sleep?duration=1ms&wait=9s").getString("id");
    try (EventReader stream = SERVICE.open("/jobs/" + job + "/events?format=ndjson")) {
      assertThat(all(stream))
          .extracting(line -> line.getString("event"))
          .containsExactly("queued", "started", "finished");
    }
  }

  @Test
  void anExperimentTellsItsResultsAndEnds() {
    long id =
        SERVICE
            .postJson("/experiments?kind=sleep&duration=1ms&jobs=5&strategies=virtual-thread")
            .getLong("id");
    try (EventReader stream = SERVICE.open("/experiments/" + id + "/events?format=ndjson")) {
      assertThat(all(stream))
          .extracting(line -> line.getString("event"))
          .contains("progress", "result")
          .endsWith("finished");
    }
  }

  @Test
  void whatIsNoLongerKeptIsTold() {
    try (EventReader ticker = SERVICE.open("/ticker?format=ndjson")) {
      next(ticker, line -> line.getLong("id") > HISTORY + 5);
    }
    try (EventReader late = SERVICE.open("/ticker?format=ndjson&after=1")) {
      JsonObject lost = next(late, line -> true);
      JsonObject tick = next(late, line -> true);

      assertThat(lost.getString("event")).isEqualTo("lost");
      assertThat(lost.containsKey("id")).isFalse();
      assertThat(tick.getLong("id")).isEqualTo(lost.getJsonObject("data").getLong("lost") + 2);
    }
    try (EventReader late = SERVICE.open("/ticker?format=text&after=1")) {
      assertThat(late.nextLine().orElseThrow().text())
          .matches("… \\d+ lines are lost: only the newest are kept");
    }
  }

  @Test
  void aSignOfLifeIsAnEmptyLine() {
    String job =
        SERVICE.postJson("/jobs/sleep?duration=1m&strategy=virtual-thread").getString("id");
    try (EventReader stream = SERVICE.open("/jobs/" + job + "/events?format=ndjson")) {
      next(stream, line -> line.getString("event").equals("started"));

      assertThat(stream.nextLine().orElseThrow().text()).isEmpty();
    }
    SERVICE.delete("/jobs/" + job);
  }

  /** The next line that passes. */
  private static JsonObject next(EventReader stream, Predicate<JsonObject> passes) {
    while (true) {
      String text = stream.nextLine().orElseThrow().text();
      if (!text.isEmpty()) {
        JsonObject line = new JsonObject(text);
        if (passes.test(line)) {
          return line;
        }
      }
    }
  }

  private static List<JsonObject> all(EventReader stream) {
    List<JsonObject> lines = new ArrayList<>();
    for (String text : stream.allLines()) {
      if (!text.isEmpty()) {
        lines.add(new JsonObject(text));
      }
    }
    return lines;
  }
}
