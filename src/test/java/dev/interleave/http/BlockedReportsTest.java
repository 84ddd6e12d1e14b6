package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who blocked the loop, and where, told wherever people look. */
class BlockedReportsTest {
  @RegisterExtension static final TestService SERVICE = new TestService("loops.keep-blocks", "3");

  @Test
  void aBlockIsToldWhileItLastsAndWhenItIsOver() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      JsonObject job = block("sleep");

      List<JsonObject> reports = reportsOn(job, timeline);

      assertThat(reports).hasSize(2);
      JsonObject noticed = reports.getFirst();
      JsonObject over = reports.getLast();
      assertThat(noticed.getBoolean("over")).isFalse();
      assertThat(over.getLong("number")).isEqualTo(noticed.getLong("number"));
      assertThat(noticed.getString("where"))
          .startsWith("dev.interleave.work.Sleep.run(Sleep.java:");
      assertThat(over.getString("cause")).isEqualTo("call");
      assertThat(over.getJsonObject("job").getLong("id")).isEqualTo(job.getLong("id"));
      JsonArray frames = over.getJsonArray("frames");
      assertThat(frames.getString(0)).contains("java.lang.Thread.sleep");
      assertThat(frames.getString(frames.size() - 1)).startsWith("dev.interleave.jobs.NamedCall");
      assertThat(over.getDouble("lengthMs"))
          .isGreaterThan(noticed.getDouble("lengthMs"))
          .isGreaterThanOrEqualTo(job.getDouble("runMs") - 1);
    }
  }

  @Test
  void theTextFormSaysItInWords() {
    try (EventReader timeline = SERVICE.open("/timeline?format=text")) {
      JsonObject job = block("sleep");

      assertThat(lineWith(timeline, "is blocked"))
          .contains("the loop is blocked at dev.interleave.work.Sleep.run(Sleep.java:")
          .endsWith("(job %d)".formatted(job.getLong("id")));
      assertThat(lineWith(timeline, "was blocked"))
          .matches(
              ".* the loop was blocked for \\d+ ms by a call \\(job %d\\)"
                  .formatted(job.getLong("id")));
    }
  }

  @Test
  void theLastBlocksAreKeptNewestFirst() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      for (int i = 0; i < 5; i++) {
        reportsOn(block("fail"), timeline);
      }
    }

    JsonArray blocked = SERVICE.getJson("/loops").getJsonArray("blocked");

    assertThat(blocked).hasSize(3);
    assertThat(numbers(blocked)).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    assertThat(blocked.getJsonObject(0).getJsonObject("job").getString("kind")).isEqualTo("fail");
    assertThat(blocked.getJsonObject(0).getString("where")).contains("Fail.run(Fail.java:");
  }

  @Test
  void callsOnOtherThreadsBlockNothing() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      for (String strategy : List.of("execute-blocking", "worker-verticle", "virtual-thread")) {
        SERVICE.post("/jobs/sleep?duration=300ms&wait=9s&strategy=" + strategy);
      }
      JsonObject job = block("sleep");

      assertThat(reportsOn(job, timeline)).isNotEmpty();
      assertThat(SERVICE.getJson("/loops").getJsonArray("blocked"))
          .extracting(report -> ((JsonObject) report).getJsonObject("job"))
          .filteredOn(culprit -> culprit != null)
          .extracting(culprit -> culprit.getString("strategy"))
          .containsOnly("event-loop");
    }
  }

  private static JsonObject block(String kind) {
    return SERVICE.postJson("/jobs/" + kind + "?duration=1s&strategy=event-loop&wait=9s");
  }

  /** All that is said of the block that a job has made, up to its end. */
  private static List<JsonObject> reportsOn(JsonObject job, EventReader timeline) {
    Instant finished = Instant.parse(job.getString("finished"));
    Map<Long, List<JsonObject>> reports = new HashMap<>();
    while (true) {
      JsonObject report = timeline.next("blocked").data();
      List<JsonObject> those =
          reports.computeIfAbsent(report.getLong("number"), number -> new ArrayList<>());
      those.add(report);
      Duration length = Duration.ofNanos((long) (report.getDouble("lengthMs") * 1e6));
      Instant end = Instant.parse(report.getString("start")).plus(length);
      if (report.getBoolean("over") && !end.isBefore(finished)) {
        return those;
      }
    }
  }

  private static String lineWith(EventReader timeline, String words) {
    while (true) {
      String line = timeline.nextLine().orElseThrow().text();
      if (line.contains(words)) {
        return line;
      }
    }
  }

  private static List<Long> numbers(JsonArray blocked) {
    return blocked.stream().map(report -> ((JsonObject) report).getLong("number")).toList();
  }
}
