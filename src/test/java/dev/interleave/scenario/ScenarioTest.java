package dev.interleave.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The article's programs, run by the real strategies; most at a tenth of its times. */
class ScenarioTest {
  private static final String RUNNING = "task is running";
  private static final String DONE = "task is done";
  private static final String BACKGROUND = ">background task running";
  private static final String SHORT = "?seconds=200ms&interval=50ms";

  @RegisterExtension static final TestService SERVICE = new TestService();

  @Test
  void blockingPrintsBothTaskLinesBeforeAnyBackgroundLine() {
    assertThat(play("blocking", "?seconds=1s")).containsExactly(RUNNING, DONE, BACKGROUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute-blocking",
        "execute-blocking-ordered",
        "worker-verticle",
        "virtual-thread",
        "virtual-thread-verticle"
      })
  void offloadedPrintsBackgroundLinesBetweenTheTaskLines(String strategy) {
    List<String> lines = play("offloaded", "?seconds=1s&interval=50ms&strategy=" + strategy);

    assertThat(lines).startsWith(RUNNING).endsWith(DONE);
    assertThat(lines.subList(1, lines.size() - 1)).containsOnly(BACKGROUND).hasSizeGreaterThan(1);
  }

  @Test
  @Tag("timing")
  void offloadedPrintsAsManyBackgroundLinesAsTheArticle() throws Exception {
    OnAQuietMachine.check(() -> assertThat(play("offloaded", "")).hasSizeBetween(2 + 3, 2 + 5));
  }

  @Test
  void offloadedOnTheEventLoopIsNotOffloaded() {
    assertThat(play("offloaded", SHORT + "&strategy=event-loop")).startsWith(RUNNING, DONE);
  }

  @Test
  void argumentsReachTheBlockingFunction() {
    assertThat(play("arguments", SHORT)).containsExactly("task is running with 100 and TEST", DONE);
  }

  @Test
  void theReturnValueComesBack() {
    assertThat(play("return-value", SHORT)).containsExactly(RUNNING, DONE, "Got: 100");
  }

  @Test
  void theCallerGoesOnWhileAnIndependentTaskRuns() {
    assertThat(play("independent", "?seconds=1s"))
        .containsExactly(RUNNING, "the caller goes on", DONE);
  }

  @Test
  void onTheEventLoopNobodyGoesOn() {
    assertThat(play("independent", SHORT + "&strategy=event-loop"))
        .containsExactly(RUNNING, DONE, "the caller goes on");
  }

  @ParameterizedTest
  @CsvSource({
    "event-loop, name=loop-under-test, false",
    "execute-blocking, name=execute-blocking-\\d+, false",
    "execute-blocking-ordered, name=execute-blocking-ordered-\\d+, false",
    "worker-verticle, name=worker-verticle-\\d+, false",
    "virtual-thread, name=vert.x-virtual-thread-\\d+, true",
    "virtual-thread-verticle, name=vert.x-virtual-thread-\\d+, true"
  })
  void theThreadOfTheCallIsNamedWithItsDaemonFlag(String strategy, String name, boolean daemon) {
    List<String> lines = play("thread-details", SHORT + "&strategy=" + strategy);

    assertThat(lines).hasSize(2).startsWith(RUNNING);
    assertThat(lines.get(1)).matches(name + ", daemon=" + daemon);
  }

  @Test
  void aPreparedCallDoesNothingUntilItIsScheduled() {
    List<String> lines = play("lazy", SHORT);

    int scheduled = lines.indexOf("the call is scheduled");
    assertThat(lines).startsWith("the call is prepared").endsWith(DONE);
    assertThat(lines.subList(1, scheduled)).containsOnly(BACKGROUND).isNotEmpty();
    assertThat(lines.indexOf(RUNNING)).isGreaterThan(scheduled);
  }

  @Test
  void filesBlockAsSleepingDoes() {
    List<String> lines = play("file-io", "?seconds=1s&interval=50ms");

    assertThat(lines).startsWith(RUNNING).endsWith(DONE).contains(BACKGROUND);
    assertThat(play("file-io", SHORT + "&strategy=event-loop")).startsWith(RUNNING, DONE);
  }

  @Test
  void computingIsMeasuredByTheLatenessThatItCauses() {
    List<String> lines = play("cpu-bound", SHORT);

    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(Collections.frequency(lines, RUNNING)).isEqualTo(processors);
    assertThat(Collections.frequency(lines, DONE)).isEqualTo(processors);
    assertThat(lines.getFirst()).matches(BACKGROUND + ", \\d+\\.\\d ms late");
    assertThat(lines.get(lines.size() - 2))
        .matches("idle: at most \\d+\\.\\d ms late, \\d+ missed");
    assertThat(lines.getLast())
        .matches(
            "beside %d computing threads on %d processors: at most .+ ms late, \\d+ missed"
                .formatted(processors, processors));
  }

  @Test
  void computingOnTheLoopShowsInTheNumbers() {
    String beside = play("cpu-bound", SHORT + "&strategy=event-loop").getLast();

    double late = Double.parseDouble(beside.replaceAll(".*at most ([0-9.]+) ms.*", "$1"));
    // One task computes for 200 ms; the first due time comes at most one interval after its start.
    assertThat(late).isGreaterThan(150);
  }

  @Test
  void theLinesOfATranscriptHaveTheirTimeAndThread() {
    try (EventReader lines =
        SERVICE.stream(
            "POST", "/scenarios/arguments?seconds=200ms", "Accept", "text/event-stream")) {
      EventReader.Event running = lines.next("line");
      EventReader.Event done = lines.next("line");

      assertThat(running.data().getString("line")).startsWith(RUNNING);
      assertThat(running.data().getString("thread")).startsWith("execute-blocking-");
      assertThat(done.data().getDouble("atMs") - running.data().getDouble("atMs"))
          .isGreaterThanOrEqualTo(200);
      assertThat(lines.next()).isEmpty();
    }
  }

  @Test
  void theTranscriptStreamsWhileItHappensAndASecondScenarioIsToldWhichOneIsRunning() {
    try (EventReader first = SERVICE.stream("POST", "/scenarios/offloaded?seconds=10s")) {
      first.nextLine();

      HttpResponse<String> second = SERVICE.post("/scenarios/blocking");

      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(TestService.json(second).getString("detail"))
          .isEqualTo("the scenario offloaded is running, and only one runs at a time");
    }
    awaitFree();
  }

  @Test
  void aScenarioWhoseWatcherLeavesEndsWithItsCall() {
    try (EventReader events = SERVICE.open("/timeline")) {
      EventReader transcript = SERVICE.stream("POST", "/scenarios/offloaded?seconds=10s");
      transcript.nextLine();
      String id = events.next("started").data().getJsonObject("job").getString("id");
      transcript.close();

      JsonObject end = events.next("finished").data().getJsonObject("job");

      assertThat(end.getString("id")).isEqualTo(id);
      assertThat(end.getString("state")).isEqualTo("cancelled");
    }
    awaitFree();
  }

  @Test
  void aScenarioWhoseWatcherLeavesBeforeItsCallNeverMakesIt() {
    for (String name : List.of("lazy", "cpu-bound")) {
      EventReader transcript =
          SERVICE.stream("POST", "/scenarios/" + name + "?seconds=1s", "X-Request-Id", "left");
      transcript.nextLine();
      transcript.close();
      awaitFree();
    }
    // Plays longer than the others would have waited before their calls.
    play("lazy", "?seconds=1100ms");

    assertThat(SERVICE.get("/jobs?limit=500").body()).doesNotContain("left");
  }

  @Test
  void everyScenarioSaysWhatTheArticleClaimsAndWhatToExpect() {
    List<String> names =
        SERVICE.getJson("/scenarios").getJsonArray("scenarios").stream()
            .map(scenario -> ((JsonObject) scenario).getString("name"))
            .toList();

    assertThat(names)
        .contains(
            "blocking",
            "offloaded",
            "arguments",
            "return-value",
            "independent",
            "thread-details",
            "lazy",
            "cpu-bound",
            "file-io");
    assertThat(names)
        .allSatisfy(name -> {
          JsonObject scenario = SERVICE.getJson("/scenarios/" + name);
          assertThat(scenario.getString("claim")).isNotBlank();
          assertThat(scenario.getJsonArray("expect")).isNotEmpty();
        });
  }

  @Test
  void whatIsExpectedOfTheArticlesOwnProgramsIsWhatComes() {
    for (String name : List.of("blocking", "arguments", "return-value", "independent")) {
      assertThat(SERVICE.getJson("/scenarios/" + name).getJsonArray("expect"))
          .isEqualTo(new JsonArray(play(name, "?seconds=1s")));
    }
  }

  /** The lines without the empty ones, which are heartbeats. */
  private static List<String> play(String name, String query) {
    HttpResponse<String> response = SERVICE.post("/scenarios/" + name + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body().lines().filter(line -> !line.isEmpty()).toList();
  }

  private static void awaitFree() {
    while (SERVICE.post("/scenarios/arguments" + SHORT).statusCode() == 409) {
      Thread.onSpinWait();
    }
  }
}
