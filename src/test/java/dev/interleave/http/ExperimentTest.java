package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.EventReader;
import dev.interleave.OnAQuietMachine;
import dev.interleave.TestService;
import dev.interleave.strategy.Strategies;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Experiments from outside: what they measure, and what becomes of them. */
class ExperimentTest {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "experiments.max-jobs", "2000",
          "experiments.keep", "4",
          "strategies.execute-blocking.concurrency", "10",
          "strategies.worker-verticle.concurrency", "10",
          "strategies.virtual-thread.queue", "10");

  private static final int CALL_MS = 50;

  @Test
  void someStrategiesMakeOneCallAfterTheOtherAndSayWhy() {
    JsonObject experiment =
        run(
            "kind=sleep&duration=50ms&jobs=6&warmup=1"
                + "&strategies=event-loop,execute-blocking-ordered");

    JsonObject onTheLoop = results(experiment).get("event-loop");
    JsonObject ordered = results(experiment).get("execute-blocking-ordered");
    assertThat(experiment.getString("state")).isEqualTo("finished");
    assertSideBySide(onTheLoop, 1, 6 * CALL_MS);
    assertSideBySide(ordered, 1, 6 * CALL_MS);
    assertThat(onTheLoop.getJsonObject("samples").getLong("missed")).isGreaterThan(6);
    assertThat(onTheLoop.getString("verdict"))
        .startsWith("Stopped the loop for up to ")
        .contains("because the loop makes the calls itself", "; one call after the other");
    assertThat(ordered.getString("verdict"))
        .contains(
            "one call after the other, because they are kept in order, though the pool has 20");
  }

  @Test
  void handlersOfAVerticleOnVirtualThreadsRunOneAfterTheOther() {
    JsonObject experiment =
        run("kind=sleep&duration=50ms&jobs=6&warmup=0&strategies=virtual-thread-verticle");

    JsonObject result = results(experiment).get("virtual-thread-verticle");
    assertSideBySide(result, 1, 6 * CALL_MS);
    assertThat(result.getString("verdict"))
        .contains(
            "one call after the other, because they are kept in order, though their threads are"
                + " virtual");
  }

  @Test
  void otherStrategiesMakeThemSideBySideAndSayHowMany() {
    JsonObject experiment =
        run(
            "kind=sleep&duration=1s&jobs=20&warmup=0"
                + "&pools=configured&strategies=execute-blocking,worker-verticle,virtual-thread");

    Map<String, JsonObject> results = results(experiment);
    assertSideBySide(results.get("execute-blocking"), 10, 2000);
    assertSideBySide(results.get("worker-verticle"), 10, 2000);
    assertSideBySide(results.get("virtual-thread"), 20, 1000);
    assertThat(results.get("execute-blocking").getString("verdict"))
        .contains("2 waves of 10, because the pool has 10 threads");
    assertThat(results.get("virtual-thread").getString("verdict")).contains("all 20 calls at once");
  }

  /** All calls were made, so many at the same time, and took no less than is possible. */
  private static void assertSideBySide(JsonObject result, int most, double leastMs) {
    String name = result.getString("strategy");
    JsonObject jobs = result.getJsonObject("jobs");
    assertThat(jobs.getInteger("succeeded")).as(name).isEqualTo(jobs.getInteger("asked"));
    assertThat(result.getJsonObject("sideBySide").getInteger("most")).as(name).isEqualTo(most);
    double ideal = result.getDouble("idealMs");
    assertThat(ideal).as(name).isGreaterThanOrEqualTo(leastMs);
    assertThat(result.getJsonObject("makespanMs").getDouble("median"))
        .as(name)
        .isGreaterThanOrEqualTo(ideal * 0.999);
  }

  @Test
  @Tag("timing")
  void everyStrategysMakespanIsExplainedByItsPlacesAndTheEventLoopAloneIsBlocked()
      throws Exception {
    OnAQuietMachine.check(() -> {
      Map<String, JsonObject> results =
          results(run("kind=sleep&duration=50ms&jobs=30&warmup=2&pools=configured&strategies=all"));

      assertWaves(results.get("event-loop"), 1, 30);
      assertWaves(results.get("execute-blocking-ordered"), 1, 30);
      assertWaves(results.get("virtual-thread-verticle"), 1, 30);
      assertWaves(results.get("execute-blocking"), 10, 3);
      assertWaves(results.get("worker-verticle"), 10, 3);
      assertWaves(results.get("virtual-thread"), 30, 1);
      // Calls back to back: half of the due times fall into the first half of one.
      double blocked = usuallyLate(results.get("event-loop"));
      assertThat(blocked).isBetween(CALL_MS * 0.3, CALL_MS * 1.5);
      assertThat(results.values())
          .filteredOn(result -> !result.getString("strategy").equals("event-loop"))
          .allSatisfy(result -> assertThat(usuallyLate(result)).isLessThan(blocked / 2));
    });
  }

  private static double usuallyLate(JsonObject result) {
    return result.getJsonObject("lateMs").getJsonObject("corrected").getDouble("p50");
  }

  /** In so many waves, and hardly slower than is possible. */
  private static void assertWaves(JsonObject result, int sideBySide, int waves) {
    assertSideBySide(result, sideBySide, waves * CALL_MS);
    double call = result.getJsonObject("runMs").getDouble("p50");
    assertThat(result.getJsonObject("makespanMs").getDouble("median"))
        .as(result.getString("strategy"))
        .isLessThan(result.getDouble("idealMs") * 1.5 + call);
  }

  @Test
  void everyStrategyHasTheSameNumberInFlightUnlessConfiguredPoolsAreAskedFor() {
    JsonObject equal =
        run(
            "kind=sleep&duration=100ms&jobs=20&warmup=0"
                + "&strategies=event-loop,execute-blocking,virtual-thread");

    Map<String, JsonObject> results = results(equal);
    assertThat(equal.getJsonObject("workload").getInteger("inFlight")).isEqualTo(10);
    assertThat(results.values()).allMatch(result -> result.getInteger("inFlight") == 10);
    assertThat(results.get("virtual-thread").getJsonObject("sideBySide").getInteger("most"))
        .isEqualTo(10);
    assertThat(results.get("virtual-thread").getString("verdict"))
        .contains("2 waves of 10, because no more were in flight (of 20000 permits)");
  }

  @Test
  void aDifferenceIsCalledWhereIntervalsPartAndNotBetweenTheSame() {
    JsonObject experiment =
        run(
            "kind=sleep&duration=20ms&jobs=4&repetitions=7&concurrency=4"
                + "&strategies=execute-blocking,execute-blocking(duration=200ms)");

    Map<String, JsonObject> results = results(experiment);
    JsonObject slow = results.get("execute-blocking(duration=200ms)");
    assertThat(results.get("execute-blocking").getBoolean("differsFromFastest")).isFalse();
    assertThat(slow.getBoolean("differsFromFastest")).isTrue();
    assertThat(slow.getJsonObject("makespanMs").getDouble("low")).isGreaterThan(199);
    assertThat(slow.getJsonObject("runOfRunsMs").getDouble("median")).isGreaterThan(199);
    assertThat(experiment.getJsonArray("conclusion").getString(0))
        .startsWith("execute-blocking is the fastest: ");
    assertThat(experiment.getJsonArray("conclusion").getString(1))
        .startsWith("execute-blocking(duration=200ms) takes ");
  }

  @Test
  void oneStrategyMayBeComparedWithItself() {
    JsonObject experiment =
        run("kind=sleep&duration=1ms&jobs=2&strategies=virtual-thread,virtual-thread");

    assertThat(experiment.getJsonArray("strategies"))
        .containsExactly("virtual-thread", "virtual-thread#2");
    assertThat(results(experiment)).containsOnlyKeys("virtual-thread", "virtual-thread#2");
    assertThat(experiment.getJsonArray("conclusion"))
        .containsExactly("No difference is called: that takes 4 repetitions of each.");
  }

  @Test
  void aPercentileThatTheSamplesDoNotCarryIsNull() {
    JsonObject few =
        results(run("kind=sleep&duration=1ms&jobs=99&warmup=0&strategies=virtual-thread"))
            .get("virtual-thread");
    JsonObject enough =
        results(run("kind=sleep&duration=1ms&jobs=100&warmup=0&strategies=virtual-thread"))
            .get("virtual-thread");

    assertThat(few.getJsonObject("runMs").getValue("p99")).isNull();
    assertThat(few.getJsonObject("runMs").getDouble("p50")).isPositive();
    assertThat(enough.getJsonObject("runMs").getDouble("p99")).isPositive();
  }

  @Test
  void aDryRunSaysHowLongItWouldTakeAndMeasuresNothing() {
    JsonArray before = SERVICE.getJson("/experiments").getJsonArray("experiments");

    JsonObject plan =
        SERVICE.postJson(
            "/experiments?dry-run=true&kind=sleep&duration=1s&jobs=20&warmup=0"
                + "&repetitions=2&strategies=execute-blocking");

    JsonObject estimate = plan.getJsonObject("estimate");
    assertThat(estimate.getString("basis")).isEqualTo("declared");
    assertThat(estimate.getDouble("seconds")).isBetween(4.0, 5.0);
    assertThat(plan.getInteger("allJobs")).isEqualTo(40);
    assertThat(SERVICE.getJson("/experiments").getJsonArray("experiments")).isEqualTo(before);
  }

  @Test
  void theRateIsThatOfTheRunInTheMiddle() {
    JsonObject experiment =
        run("kind=sleep&duration=5ms&jobs=4&warmup=0&repetitions=3&strategies=virtual-thread");

    JsonObject result = results(experiment).get("virtual-thread");
    double median = result.getJsonObject("makespanMs").getDouble("median");
    assertThat(result.getDouble("throughputPerSecond")).isCloseTo(4 / median * 1000, within(1.0));
  }

  @Test
  void aDryRunIsToldAsTextAsWell() {
    HttpResponse<String> plan =
        SERVICE.post(
            "/experiments?dry-run=true&kind=sleep&duration=1s&jobs=20&warmup=0"
                + "&repetitions=2&strategies=execute-blocking&seed=7",
            "Accept",
            "text/plain");

    assertThat(plan.statusCode()).isEqualTo(200);
    assertThat(plan.body())
        .startsWith("20 jobs, sleep duration=1s")
        .contains("repetitions: 2, order by seed 7; takes about 4")
        .hasLineCount(1);
  }

  @Test
  void withoutANumberOfJobsThereAreAsManyAsTakeHalfAMinute() {
    JsonObject all = SERVICE.postJson("/experiments?dry-run=true&kind=sleep");
    JsonObject cheap =
        SERVICE.postJson("/experiments?dry-run=true&kind=cpu&rounds=1&strategies=virtual-thread");

    assertThat(all.getJsonObject("arguments").getString("duration")).isEqualTo("20ms");
    assertThat(all.getJsonObject("workload").getInteger("jobs")).isBetween(20, 80);
    assertThat(all.getJsonObject("estimate").getDouble("seconds")).isLessThanOrEqualTo(24);
    assertThat(cheap.getJsonObject("estimate").getString("basis")).isEqualTo("measured");
    assertThat(cheap.getJsonObject("workload").getInteger("jobs")).isEqualTo(200);
    assertThat(cheap.getJsonObject("workload").getInteger("repetitions")).isEqualTo(20);
  }

  @Test
  void theTextFormShowsABarForEachRunAndEndsInATable() {
    List<String> lines = new ArrayList<>();
    try (EventReader text =
        SERVICE.stream(
            "POST",
            "/experiments?kind=sleep&duration=500ms&jobs=20&warmup=1&repetitions=1&seed=7"
                + "&strategies=execute-blocking,virtual-thread",
            "Accept",
            "text/plain")) {
      assertThat(text.response().headers().firstValue("Location")).isPresent();
      for (var line = text.nextLine(); line.isPresent(); line = text.nextLine()) {
        // Without heartbeats.
        lines.add(line.get().text());
      }
    }

    String whole = String.join("\n", lines);
    assertThat(lines.getFirst()).contains("20 jobs, sleep duration=500ms").contains("seed 7");
    assertThat(lines).filteredOn(line -> line.matches(" +[12]/2  .* █{20} [0-9.]+ m?s")).hasSize(2);
    assertThat(whole).containsPattern("makespan +interval +ideal").contains("late p99 raw");
    assertThat(lines).anyMatch(line -> line.matches("execute-blocking: .*waves of.*10.*"));
  }

  @Test
  void theSameSeedIsTheSameOrder() {
    String query = "kind=sleep&duration=1ms&jobs=3&warmup=0&repetitions=2&strategies=all&seed=";

    List<String> once = order(run(query + 11));
    List<String> again = order(run(query + 11));
    List<String> other = order(run(query + 12));

    assertThat(again).isEqualTo(once);
    assertThat(other).isNotEqualTo(once).hasSameElementsAs(once);
  }

  @Test
  void atARateASlowStrategyDoesNotSlowItsOwnLoad() {
    JsonObject experiment =
        run(
            "kind=sleep&duration=50ms&jobs=40&rate=100&warmup=0"
                + "&strategies=execute-blocking,execute-blocking-ordered");

    JsonObject free = results(experiment).get("execute-blocking");
    JsonObject ordered = results(experiment).get("execute-blocking-ordered");
    assertThat(free.getString("verdict")).contains("100 calls a second");
    assertThat(ordered.getString("verdict")).contains("fell behind 100 calls a second");
    // 40 calls of 50 ms arrive within 400 ms: the last of them waits for all but those.
    assertThat(ordered.getJsonObject("queueWaitMs").getDouble("max")).isGreaterThan(1400);
    assertThat(ordered.getDouble("idealMs")).isGreaterThan(2000);
  }

  @Test
  void atARateWhatThereIsNoRoomForIsRefusedAndCounted() {
    JsonObject experiment =
        run("kind=sleep&duration=100ms&jobs=60&rate=1000&warmup=0&strategies=event-loop");

    JsonObject result = results(experiment).get("event-loop");
    JsonObject jobs = result.getJsonObject("jobs");
    assertThat(jobs.getInteger("rejected")).isGreaterThan(10);
    assertThat(jobs.getInteger("rejected") + jobs.getInteger("succeeded")).isEqualTo(60);
    assertThat(result.getString("verdict")).contains("jobs rejected, because the queue was full");
  }

  @Test
  void itTellsOfItsProgressAndOfEachResultAndGoesOnWithoutAWatcher() {
    long id = start("kind=sleep&duration=20ms&jobs=10&warmup=1&strategies=all").getLong("id");
    try (EventReader leaves = SERVICE.open("/experiments/" + id + "/events")) {
      leaves.next("progress");
    }

    List<String> names = new ArrayList<>();
    List<JsonObject> results = new ArrayList<>();
    try (EventReader events = SERVICE.open("/experiments/" + id + "/events")) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        names.add(event.get().name());
        if (event.get().name().equals("result")) {
          results.add(event.get().data());
        }
      }
    }

    assertThat(names).endsWith("finished").contains("progress").containsOnlyOnce("finished");
    assertThat(results).hasSameSizeAs(Strategies.ALL);
    assertThat(SERVICE.getJson("/experiments/" + id).getJsonArray("results"))
        .containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void thereIsOneAtATimeAndItCanBeCancelled() {
    long id = start("kind=sleep&duration=5s&jobs=50&strategies=execute-blocking").getLong("id");

    var second = SERVICE.post("/experiments?kind=sleep");
    JsonObject cancelled = TestService.json(SERVICE.delete("/experiments/" + id));
    var again = SERVICE.delete("/experiments/" + id);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("experiment " + id + " is running");
    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(SERVICE.getJson("/jobs?state=queued").getJsonArray("jobs")).isEmpty();
    assertThat(SERVICE.getJson("/jobs?state=running").getJsonArray("jobs")).isEmpty();
    assertThat(run("kind=sleep&duration=1ms&jobs=1&strategies=virtual-thread").getString("state"))
        .isEqualTo("finished");
  }

  @Test
  void callsThatFailAreCountedAndSaid() {
    JsonObject experiment =
        run("kind=fail&duration=1ms&jobs=5&warmup=0&strategies=execute-blocking");

    JsonObject result = results(experiment).get("execute-blocking");
    assertThat(result.getJsonObject("jobs").getInteger("failed")).isEqualTo(5);
    assertThat(result.getString("verdict")).endsWith("5 jobs failed.");
  }

  @Test
  void csvHasALineForEachStrategyWithTheFiguresOfTheJson() {
    JsonObject experiment =
        run("kind=sleep&duration=5ms&jobs=4&strategies=execute-blocking,virtual-thread");
    String path = "/experiments/" + experiment.getLong("id");

    List<String> lines = SERVICE.get(path, "Accept", "text/csv").body().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(SERVICE.get(path + "?format=csv").body().lines().toList()).isEqualTo(lines);
    int column = List.of(lines.getFirst().split(",")).indexOf("makespanMs.median");
    String row = lines.get(2).replaceAll("\"[^\"]*\"", "verdict");
    assertThat(row).startsWith("virtual-thread,verdict,4,4,0,");
    assertThat(Double.valueOf(row.split(",")[column]))
        .isEqualTo(
            results(experiment)
                .get("virtual-thread")
                .getJsonObject("makespanMs")
                .getDouble("median"));
  }

  @Test
  void theTraceShowsTheSameNumbersAsTheJson() {
    JsonObject experiment =
        run("kind=sleep&duration=120ms&jobs=6&warmup=0&strategies=event-loop,virtual-thread");

    var response = SERVICE.get("/experiments/" + experiment.getLong("id") + "/trace");
    JsonArray events = TestService.json(response).getJsonArray("traceEvents");

    results(experiment)
        .forEach((strategy, result) -> {
          JsonObject only = result.getJsonArray("runs").getJsonObject(0);
          int run = only.getInteger("position");
          List<JsonObject> slices = events(events, run, "X");
          assertThat(slices).hasSize(6);
          double end =
              slices.stream()
                  .mapToDouble(slice -> slice.getDouble("ts") + slice.getDouble("dur"))
                  .max()
                  .orElseThrow();
          Duration begun = Duration.between(started(experiment), started(only));
          double makespan = result.getJsonObject("makespanMs").getDouble("median");
          // Starts are times of day: the system may let that clock gain or lose 500 µs in a second.
          assertThat(end / 1e3 - begun.toNanos() / 1e6)
              .isCloseTo(makespan, within(0.01 + makespan * 500e-6));
          assertThat(
                  events(events, run, "I").stream()
                      .filter(e -> e.getString("name").equals("blocked"))
                      .filter(e -> e.getJsonObject("args").getString("cause").equals("call")))
              .hasSize(result.getJsonObject("blocks").getInteger("count"));
        });
    JsonObject blocking = results(experiment).get("event-loop");
    assertThat(blocking.getJsonObject("blocks").getInteger("count")).isPositive();
  }

  @Test
  void theLastAreKept() {
    long newest = 0;
    for (int i = 0; i < 5; i++) {
      newest = run("kind=sleep&duration=1ms&jobs=1&strategies=virtual-thread").getLong("id");
    }

    JsonArray kept = SERVICE.getJson("/experiments").getJsonArray("experiments");

    assertThat(kept).hasSize(4);
    assertThat(kept.getJsonObject(0).getLong("id")).isEqualTo(newest);
    assertThat(SERVICE.get("/experiments/" + (newest - 4)).statusCode()).isEqualTo(404);
  }

  /** One run of each strategy, unless the query says otherwise. */
  private static JsonObject start(String query) {
    String repetitions = query.contains("repetitions=") ? "" : "&repetitions=1";
    var response = SERVICE.post("/experiments?" + query + repetitions);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location"))
        .contains("/experiments/" + TestService.json(response).getLong("id"));
    return TestService.json(response);
  }

  private static JsonObject run(String query) {
    long id = start(query).getLong("id");
    try (EventReader events = SERVICE.open("/experiments/" + id + "/events")) {
      events.last();
    }
    return SERVICE.getJson("/experiments/" + id);
  }

  private static Map<String, JsonObject> results(JsonObject experiment) {
    return experiment.getJsonArray("results").stream()
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(
                result -> result.getString("strategy"),
                result -> result,
                (one, other) -> one,
                LinkedHashMap::new));
  }

  private static Instant started(JsonObject experimentOrRun) {
    return Instant.parse(experimentOrRun.getString("started"));
  }

  private static List<String> order(JsonObject experiment) {
    Map<Integer, String> byPosition = new HashMap<>();
    results(experiment)
        .forEach((strategy, result) ->
            result
                .getJsonArray("runs")
                .forEach(
                    run -> byPosition.put(((JsonObject) run).getInteger("position"), strategy)));
    return List.copyOf(new TreeMap<>(byPosition).values());
  }

  private static List<JsonObject> events(JsonArray events, int run, String phase) {
    return events.stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getInteger("pid") == run && event.getString("ph").equals(phase))
        .toList();
  }
}
