package dev.interleave.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "strategies.worker-verticle.concurrency", "1",
          "strategies.worker-verticle.queue", "1",
          "strategies.event-loop.max-duration", "5s");

  @ParameterizedTest
  @CsvSource({
    "sleep, duration=10ms",
    "cpu, rounds=1000",
    "file, size=100KiB",
    "jdbc, duration=10ms",
  })
  void everyKindSucceedsByEveryStrategy(String kind, String arguments) {
    for (String strategy : strategies()) {
      JsonObject job =
          SERVICE.postJson("/jobs/%s?%s&strategy=%s&wait=20s".formatted(kind, arguments, strategy));

      assertThat(job.getString("state")).as("%s by %s", kind, strategy).isEqualTo("succeeded");
      assertThat(job.getValue("result")).isNotNull();
    }
  }

  @Test
  void aJobThatFailsSaysWhatWasThrown() {
    for (String strategy : strategies()) {
      JsonObject job = SERVICE.postJson("/jobs/fail?duration=1ms&wait=20s&strategy=" + strategy);

      assertThat(job.getString("state")).isEqualTo("failed");
      assertThat(job.getJsonObject("error"))
          .isEqualTo(
              new JsonObject()
                  .put("type", "java.io.IOException")
                  .put("message", "failed as asked"));
    }
  }

  @Test
  void aJobIsAcceptedAtOnceAndKnowsItsPlace() {
    HttpResponse<String> accepted =
        SERVICE.post("/jobs/sleep?duration=200ms", "X-Request-Id", "r1");

    assertThat(accepted.statusCode()).isEqualTo(202);
    JsonObject job = TestService.json(accepted);
    String place = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(place).isEqualTo("/jobs/" + job.getString("id"));
    assertThat(accepted.headers().firstValue("X-Request-Id")).contains("r1");
    assertThat(SERVICE.getJson(place).getString("requestId")).isEqualTo("r1");
  }

  @Test
  void aFinishedJobHasItsTimesAndItsThread() {
    JsonObject job =
        SERVICE.postJson("/jobs/sleep?duration=100ms&strategy=virtual-thread&wait=20s");

    assertThat(job.getDouble("runMs")).isGreaterThanOrEqualTo(100);
    assertThat(job.getDouble("queueWaitMs")).isNotNegative();
    assertThat(List.of("submitted", "started", "finished"))
        .extracting(when -> Instant.parse(job.getString(when)))
        .isSorted();
    assertThat(job.getJsonObject("thread").getBoolean("virtual")).isTrue();
    assertThat(job.getJsonObject("thread").getBoolean("daemon")).isTrue();
  }

  @Test
  void waitingEndsWithTheJobOrWithTheTime() {
    HttpResponse<String> inTime = SERVICE.post("/jobs/sleep?duration=10ms&wait=20s");
    HttpResponse<String> tooLong = SERVICE.post("/jobs/sleep?duration=1m&wait=10ms");

    assertThat(inTime.statusCode()).isEqualTo(200);
    assertThat(TestService.json(inTime).getString("state")).isEqualTo("succeeded");
    assertThat(tooLong.statusCode()).isEqualTo(202);
    assertThat(TestService.json(tooLong).getString("state")).isIn("queued", "running");
    cancel(TestService.json(tooLong));
  }

  @Test
  void waitingCanBeAPreference() {
    HttpResponse<String> response =
        SERVICE.post("/jobs/sleep?duration=10ms", "Prefer", "respond-async, wait=20");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=20");
  }

  @Test
  void theEventsOfAJobAreItsLifeAndEndWithIt() {
    String id = SERVICE.postJson("/jobs/sleep?duration=100ms").getString("id");

    try (EventReader events = SERVICE.open("/jobs/" + id + "/events")) {
      assertThat(events.next("queued").id()).isEqualTo("1");
      assertThat(events.next("started").id()).isEqualTo("2");
      EventReader.Event finished = events.next("finished");
      assertThat(finished.data().getJsonObject("job").getString("state")).isEqualTo("succeeded");
      assertThat(events.next()).isEmpty();
    }
    try (EventReader again = SERVICE.open("/jobs/" + id + "/events", "Last-Event-ID", "2")) {
      assertThat(again.next("finished").id()).isEqualTo("3");
    }
  }

  @Test
  void aFullQueueRefusesAndTakesJobsAgainWhenThereIsRoom() {
    JsonObject first = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=worker-verticle");
    JsonObject second = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=worker-verticle");
    awaitLoad("worker-verticle", "running", 1);

    HttpResponse<String> refused = SERVICE.post("/jobs/sleep?strategy=worker-verticle");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After").map(Integer::valueOf))
        .hasValueSatisfying(seconds -> assertThat(seconds).isBetween(1, 60));
    assertThat(TestService.json(refused).getString("detail"))
        .isEqualTo(
            "worker-verticle: the queue is full; calls running: 1, waiting: 1, which is all that is allowed");
    assertThat(load("worker-verticle").getInteger("queued")).isEqualTo(1);

    assertThat(cancel(second).getString("state")).isEqualTo("cancelled");
    assertThat(SERVICE.getJson("/jobs/" + second.getString("id")).getValue("started")).isNull();
    assertThat(cancel(first).getString("state")).isEqualTo("cancelled");
    awaitLoad("worker-verticle", "deaf", 0);
    assertThat(
            SERVICE
                .postJson("/jobs/sleep?duration=1ms&strategy=worker-verticle&wait=20s")
                .getString("state"))
        .isEqualTo("succeeded");
  }

  @Test
  void aJobThatIgnoresItsInterruptIsCancelledButHoldsItsThreadForAllToSee() {
    JsonObject job =
        SERVICE.postJson("/jobs/sleep?duration=3s&interruptible=false&strategy=virtual-thread");
    String place = "/jobs/" + job.getString("id");
    awaitLoad("virtual-thread", "running", 1);

    try (EventReader timeline = SERVICE.open("/timeline")) {
      JsonObject cancelled = TestService.json(SERVICE.delete(place));

      assertThat(cancelled.getString("state")).isEqualTo("cancelled");
      assertThat(cancelled.getBoolean("holdsThread")).isTrue();
      assertThat(load("virtual-thread").getInteger("deaf")).isEqualTo(1);
      timeline.next("released");
      assertThat(SERVICE.getJson(place).getBoolean("holdsThread")).isFalse();
      assertThat(load("virtual-thread").getInteger("deaf")).isZero();
    }
  }

  @Test
  void aJobOnTheLoopCanBeCancelledAndTheLoopGoesOn() {
    JsonObject job = SERVICE.postJson("/jobs/sleep?duration=5s&strategy=event-loop");
    awaitLoad("event-loop", "running", 1);

    JsonObject cancelled = cancel(job);

    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    try (EventReader ticker = SERVICE.open("/ticker")) {
      ticker.next("tick");
    }
  }

  @Test
  void whatIsFinishedCannotBeCancelled() {
    JsonObject job = SERVICE.postJson("/jobs/sleep?duration=1ms&wait=20s");

    HttpResponse<String> response = SERVICE.delete("/jobs/" + job.getString("id"));

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(TestService.json(response).getString("detail"))
        .isEqualTo("job %d is succeeded already and cannot be cancelled", job.getLong("number"));
  }

  @Test
  void whoCancelsInTheMomentOfTheEndHearsOfTheEnd() {
    for (int i = 0; i < 300; i++) {
      String id =
          SERVICE.postJson("/jobs/sleep?duration=0s&strategy=virtual-thread").getString("id");

      HttpResponse<String> response = SERVICE.delete("/jobs/" + id);

      assertThat(response.body()).containsAnyOf("is succeeded already", "\"state\":\"cancelled\"");
    }
  }

  @Test
  void cancellingTwiceIsAsGoodAsOnce() {
    JsonObject job = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=virtual-thread");

    cancel(job);

    assertThat(cancel(job).getString("state")).isEqualTo("cancelled");
  }

  @Test
  void timeoutsEndJobsThatRunOrWaitTooLong() {
    try (TestService service =
        new TestService(
                "strategies.execute-blocking.call-timeout", "300ms",
                "strategies.execute-blocking-ordered.queue-timeout", "1s")
            .start()) {
      JsonObject runs = service.postJson("/jobs/sleep?duration=1m&strategy=execute-blocking");
      service.postJson("/jobs/sleep?duration=1m&strategy=execute-blocking-ordered");
      JsonObject waits =
          service.postJson("/jobs/sleep?duration=1m&strategy=execute-blocking-ordered");

      assertThat(service.awaitEnd(runs.getString("id")).getString("state")).isEqualTo("timed-out");
      JsonObject expired = service.awaitEnd(waits.getString("id"));
      assertThat(expired.getString("state")).isEqualTo("expired");
      assertThat(expired.getValue("thread")).isNull();
    }
  }

  @Test
  void theSameKeyStandsForTheSameJob() {
    HttpResponse<String> first = SERVICE.post("/jobs/sleep?duration=1ms", "Idempotency-Key", "k-1");
    HttpResponse<String> again = SERVICE.post("/jobs/sleep?duration=1ms", "Idempotency-Key", "k-1");
    HttpResponse<String> other = SERVICE.post("/jobs/sleep?duration=2ms", "Idempotency-Key", "k-1");
    HttpResponse<String> another =
        SERVICE.post("/jobs/sleep?duration=1ms", "Idempotency-Key", "k-2");

    String id = TestService.json(first).getString("id");
    assertThat(TestService.json(again).getString("id")).isEqualTo(id);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(TestService.json(another).getString("id")).isNotEqualTo(id);
  }

  @Test
  void aListIsFilteredAndPaged() {
    List<String> ids =
        IntStream.range(0, 5)
            .mapToObj(i -> SERVICE.postJson("/jobs/cpu?rounds=1&wait=20s").getString("id"))
            .toList();
    SERVICE.postJson("/jobs/sleep?duration=1ms&wait=20s");

    List<String> listed = new ArrayList<>();
    String next = "/jobs?kind=cpu&state=succeeded&strategy=execute-blocking&limit=2";
    while (next != null && listed.size() < 5) {
      JsonObject page = SERVICE.getJson(next);
      JsonArray jobs = page.getJsonArray("jobs");
      assertThat(jobs.size()).isLessThanOrEqualTo(2);
      jobs.forEach(job -> listed.add(((JsonObject) job).getString("id")));
      next = page.getString("next");
    }

    assertThat(listed.subList(0, 5)).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  void aLongListIsOnePageWithEachJobOnceNewestFirst() {
    for (int i = 0; i < 70; i++) {
      SERVICE.post("/jobs/cpu?rounds=2&strategy=virtual-thread&wait=20s");
    }

    JsonObject page = SERVICE.getJson("/jobs?strategy=virtual-thread&kind=cpu&limit=66");

    List<Long> numbers =
        page.getJsonArray("jobs").stream()
            .map(job -> ((JsonObject) job).getLong("number"))
            .toList();
    assertThat(numbers)
        .hasSize(66)
        .doesNotHaveDuplicates()
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(page.getString("next")).contains("limit=66");
  }

  @Test
  void whoLeavesWhileAListIsWrittenLeavesNothingBehind() throws IOException {
    for (int i = 0; i < 60; i++) {
      SERVICE.post("/jobs/cpu?rounds=3&wait=20s");
    }
    for (int i = 0; i < 100; i++) {
      try (Socket client = SERVICE.connect(4096)) {
        client
            .getOutputStream()
            .write("GET /jobs?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
      }
    }

    assertThat(SERVICE.getJson("/jobs?kind=cpu&limit=500").getJsonArray("jobs").size())
        .isGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sleep", "jdbc", "fail"})
  void aDurationBeyondWhatTheStrategyAcceptsIsRefused(String kind) {
    HttpResponse<String> refused =
        SERVICE.post("/jobs/" + kind + "?duration=5001ms&strategy=event-loop");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(TestService.json(refused).getString("allowed")).isEqualTo("up to 5s by event-loop");
  }

  @Test
  void kindsAreDescribedWithTypeDefaultAndBounds() {
    JsonObject sleep = SERVICE.getJson("/kinds").getJsonArray("kinds").getJsonObject(0);

    assertThat(sleep.getString("name")).isEqualTo("sleep");
    assertThat(sleep.getJsonArray("arguments").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("name", "duration")
                .put("type", "duration")
                .put("default", "2s")
                .put("min", "0s")
                .put("max", "10m")
                .put("description", "how long to sleep"));
  }

  private static List<String> strategies() {
    return SERVICE.getJson("/strategies").getJsonArray("strategies").stream()
        .map(strategy -> ((JsonObject) strategy).getString("name"))
        .toList();
  }

  private static JsonObject cancel(JsonObject job) {
    return TestService.json(SERVICE.delete("/jobs/" + job.getString("id")));
  }

  private static JsonObject load(String strategy) {
    return SERVICE.getJson("/strategies").getJsonArray("strategies").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("name").equals(strategy))
        .findFirst()
        .orElseThrow()
        .getJsonObject("load");
  }

  private static void awaitLoad(String strategy, String what, int value) {
    while (load(strategy).getInteger(what) != value) {
      Thread.onSpinWait();
    }
  }
}
