package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who blocked the loop, and where, told wherever people look. */
class BlockedReportsTest {
  @RegisterExtension static final TestService SERVICE = new TestService("loops.keep-blocks", "3");

  @Test
  void aBlockIsToldWhileItLastsAndWhenItIsOver() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      Block block = block("sleep", timeline);
      JsonObject noticed = block.noticed();
      JsonObject over = block.over();

      assertThat(noticed.getBoolean("over")).isFalse();
      assertThat(over.getLong("number")).isEqualTo(noticed.getLong("number"));
      assertThat(noticed.getString("where"))
          .startsWith("dev.interleave.work.Sleep.run(Sleep.java:");
      assertThat(over.getString("cause")).isEqualTo("call");
      assertThat(over.getJsonObject("job").getString("id")).isEqualTo(block.job());
      JsonArray frames = over.getJsonArray("frames");
      assertThat(frames.getString(0)).contains("java.lang.Thread.sleep");
      assertThat(frames.getString(frames.size() - 1)).startsWith("dev.interleave.work.Sleep.run");
      assertThat(over.getDouble("lengthMs"))
          .isGreaterThan(noticed.getDouble("lengthMs"))
          .isGreaterThanOrEqualTo(SERVICE.getJson("/jobs/" + block.job()).getDouble("runMs") - 1);
    }
  }

  @Test
  void theTextFormSaysItInWords() {
    try (EventReader text = SERVICE.open("/timeline?format=text");
        EventReader timeline = SERVICE.open("/timeline")) {
      String by =
          " (job %d)"
              .formatted(block("sleep", timeline).over().getJsonObject("job").getLong("number"));

      assertThat(lineWith(text, "is blocked", by))
          .contains("the loop is blocked at dev.interleave.work.Sleep.run(Sleep.java:");
      assertThat(lineWith(text, "was blocked", by))
          .containsPattern(" the loop was blocked for \\d+ ms(: \\d+ ms)? by a call");
    }
  }

  @Test
  void theLastBlocksAreKeptNewestFirst() {
    Block last = null;
    try (EventReader timeline = SERVICE.open("/timeline")) {
      for (int i = 0; i < 5; i++) {
        last = block("fail", timeline);
      }
    }

    JsonArray blocked = SERVICE.getJson("/loops").getJsonArray("blocked");

    assertThat(blocked).hasSize(3);
    assertThat(numbers(blocked)).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    assertThat(blocked).contains(last.over());
    assertThat(last.over().getJsonObject("job").getString("kind")).isEqualTo("fail");
    assertThat(last.over().getString("where")).contains("Fail.run(Fail.java:");
  }

  @Test
  void callsOnOtherThreadsBlockNothing() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      for (String strategy : List.of("execute-blocking", "worker-verticle", "virtual-thread")) {
        SERVICE.post("/jobs/sleep?duration=300ms&wait=9s&strategy=" + strategy);
      }
      block("sleep", timeline);

      assertThat(SERVICE.getJson("/loops").getJsonArray("blocked"))
          .extracting(report -> ((JsonObject) report).getJsonObject("job"))
          .filteredOn(culprit -> culprit != null)
          .extracting(culprit -> culprit.getString("strategy"))
          .containsOnly("event-loop");
    }
  }

  /** A block that a job made, and what was told of it while it lasted and at its end. */
  private record Block(String job, JsonObject noticed, JsonObject over) {}

  /** Has a job hold the loop until that is noticed; again, if the machine let it pass unnoticed. */
  private static Block block(String kind, EventReader timeline) {
    while (true) {
      String job =
          SERVICE.postJson("/jobs/" + kind + "?duration=10s&strategy=event-loop").getString("id");
      JsonObject noticed = nextReport(timeline, report -> isBy(job, report));
      if (!noticed.getBoolean("over")) {
        SERVICE.delete("/jobs/" + job);
        return new Block(
            job,
            noticed,
            nextReport(timeline, report -> isBy(job, report) && report.getBoolean("over")));
      }
    }
  }

  private static JsonObject nextReport(EventReader timeline, Predicate<JsonObject> passes) {
    return timeline
        .next(event -> event.name().equals("blocked") && passes.test(event.data()))
        .data();
  }

  private static boolean isBy(String job, JsonObject report) {
    JsonObject culprit = report.getJsonObject("job");
    return culprit != null && culprit.getString("id").equals(job);
  }

  private static String lineWith(EventReader timeline, String words, String end) {
    while (true) {
      String line = timeline.nextLine().orElseThrow().text();
      if (line.contains(words) && line.endsWith(end)) {
        return line;
      }
    }
  }

  private static List<Long> numbers(JsonArray blocked) {
    return blocked.stream().map(report -> ((JsonObject) report).getLong("number")).toList();
  }
}
