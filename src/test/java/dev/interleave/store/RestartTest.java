package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service knows of the jobs that one before it has accepted. */
class RestartTest {
  private static final String ORDERED = "strategy=execute-blocking-ordered";

  @TempDir private Path folder;

  @Test
  void aFinishedJobIsThereWithAllThatItSays() {
    JsonObject before;
    try (TestService first = start()) {
      before = first.postJson("/jobs/cpu?rounds=1000&wait=20s");
      assertThat(before.getString("state")).isEqualTo("succeeded");
    }

    try (TestService second = start()) {
      JsonObject after = second.getJson("/jobs/" + before.getString("id"));

      assertThat(withoutFractions(after)).isEqualTo(withoutFractions(before));
      try (EventReader events = second.open("/jobs/" + before.getString("id") + "/events")) {
        assertThat(Stream.generate(events::next).limit(4).map(RestartTest::name))
            .containsExactly("retry", "queued", "started", "finished");
      }
    }
  }

  @Test
  void aFailedJobStillSaysWhatWasThrown() {
    JsonObject before;
    try (TestService first = start()) {
      before = first.postJson("/jobs/fail?wait=20s");
      assertThat(before.getString("state")).isEqualTo("failed");
    }

    try (TestService second = start()) {
      assertThat(second.getJson("/jobs/" + before.getString("id")).getJsonObject("error"))
          .isEqualTo(before.getJsonObject("error"));
    }
  }

  @Test
  void whatWasQueuedRunsAndWhatRanDoesSoAgainIfItMay() {
    String ran;
    String waited;
    try (TestService first = start("shutdown.drain", "0s")) {
      ran = start(first, "sleep?duration=2s&" + ORDERED);
      waited = start(first, "sleep?duration=1ms&" + ORDERED);
      awaitState(first, ran, "running");
    }

    try (TestService second = start()) {
      JsonObject again = second.awaitEnd(ran);

      assertThat(again.getString("state")).isEqualTo("succeeded");
      assertThat(again.getInteger("attempt")).isEqualTo(2);
      assertThat(second.awaitEnd(waited).getString("state")).isEqualTo("succeeded");
      assertThat(second.getJson("/jobs/" + ran).getString("submitted"))
          .isEqualTo(again.getString("submitted"));
    }
  }

  @Test
  void whatRanAndMayNotRunTwiceIsInterrupted() {
    String ran;
    String waited;
    try (TestService first = start("shutdown.drain", "0s")) {
      ran = start(first, "fail?duration=10s&" + ORDERED);
      waited = start(first, "fail?duration=1ms&" + ORDERED);
      awaitState(first, ran, "running");
    }

    try (TestService second = start()) {
      awaitState(second, ran, "interrupted");
      JsonObject interrupted = second.getJson("/jobs/" + ran);

      assertThat(interrupted.getString("finished")).isNotNull();
      JsonObject once = second.awaitEnd(waited);
      assertThat(once.getString("state")).isEqualTo("failed");
      assertThat(once.getInteger("attempt")).isEqualTo(1);
      assertThat(second.delete("/jobs/" + ran).statusCode()).isEqualTo(409);
    }
  }

  @Test
  void whatWasCancelledStaysCancelled() {
    String cancelled;
    try (TestService first = start()) {
      start(first, "sleep?duration=1s&" + ORDERED);
      cancelled = start(first, "sleep?duration=1s&" + ORDERED);
      assertThat(first.delete("/jobs/" + cancelled).statusCode()).isEqualTo(200);
    }

    try (TestService second = start()) {
      assertThat(second.getJson("/jobs/" + cancelled).getString("state")).isEqualTo("cancelled");
    }
  }

  @Test
  void aKeyStandsForTheSameJob() {
    HttpResponse<String> before;
    try (TestService first = start()) {
      before = first.post("/jobs/sleep?duration=1ms", "Idempotency-Key", "k1");
    }

    try (TestService second = start()) {
      HttpResponse<String> same = second.post("/jobs/sleep?duration=1ms", "Idempotency-Key", "k1");
      HttpResponse<String> other = second.post("/jobs/sleep?duration=2ms", "Idempotency-Key", "k1");

      assertThat(TestService.json(same).getString("id"))
          .isEqualTo(TestService.json(before).getString("id"));
      assertThat(same.headers().firstValue("Idempotency-Replayed")).hasValue("true");
      assertThat(other.statusCode()).isEqualTo(422);
    }
  }

  @Test
  void numbersGoOn() {
    try (TestService first = start()) {
      assertThat(first.postJson("/jobs/sleep?duration=1ms").getInteger("number")).isEqualTo(1);
    }

    try (TestService second = start()) {
      assertThat(second.postJson("/jobs/sleep?duration=1ms").getInteger("number")).isEqualTo(2);
    }
  }

  @Test
  void aListHasTheJobsOfBothInTheirOrderPageByPage() {
    List<String> ids;
    try (TestService first = start()) {
      ids = new ArrayList<>(startSome(first, 5));
    }

    try (TestService second = start()) {
      ids.addAll(startSome(second, 5));
      List<String> newestFirst = ids.reversed();

      JsonObject page = second.getJson("/jobs?limit=4&kind=sleep");
      assertThat(idsOf(page)).isEqualTo(newestFirst.subList(0, 4));
      page = second.getJson(page.getString("next"));
      assertThat(idsOf(page)).isEqualTo(newestFirst.subList(4, 8));
      page = second.getJson(page.getString("next"));
      assertThat(idsOf(page)).isEqualTo(newestFirst.subList(8, 10));
      assertThat(page.getString("next")).isNull();
      assertThat(idsOf(second.getJson("/jobs?state=failed"))).isEmpty();
      assertThat(second.get("/jobs?format=text").body().lines()).hasSize(11);
    }
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    try (TestService service = start("jobs.keep", "10")) {
      for (int i = 0; i < 600; i++) {
        assertThat(service.post("/jobs/sleep?duration=0s&wait=20s").statusCode()).isEqualTo(200);
      }
    }

    try (TestService second = start("jobs.keep", "10")) {
      assertThat(idsOf(second.getJson("/jobs?limit=500"))).hasSizeBetween(10, 10 + 499);
    }
  }

  @Test
  void jobsOfScenariosAreNotStored() {
    try (TestService first = start()) {
      first.post("/scenarios/return-value?seconds=50ms");
      assertThat(idsOf(first.getJson("/jobs"))).hasSize(1);
    }

    try (TestService second = start()) {
      assertThat(idsOf(second.getJson("/jobs"))).isEmpty();
    }
  }

  @Test
  void aJobWhoseStrategyIsSwitchedOffHasFailedAndSaysWhy() {
    String waited;
    try (TestService first = start("shutdown.drain", "0s")) {
      waited = start(first, "sleep?duration=10s&" + ORDERED);
    }

    try (TestService second = start("strategies.execute-blocking-ordered.enabled", "false")) {
      awaitState(second, waited, "failed");
      JsonObject job = second.getJson("/jobs/" + waited);
      assertThat(job.getJsonObject("error").getString("message"))
          .contains("strategy", "execute-blocking-ordered", "switched off");
    }
  }

  @Test
  void whatFindsNoRoomAnyMoreWaitsForIt() {
    List<String> ids;
    try (TestService first = start("shutdown.drain", "0s")) {
      String held = start(first, "sleep?duration=1s&" + ORDERED);
      ids = new ArrayList<>(List.of(held));
      ids.addAll(
          Stream.generate(() -> start(first, "sleep?duration=1ms&" + ORDERED)).limit(20).toList());
      awaitState(first, held, "running");
    }

    try (TestService second =
        start(
            "strategies.execute-blocking-ordered.concurrency", "1",
            "strategies.execute-blocking-ordered.queue", "2")) {
      String last = ids.getLast();
      assertThat(second.getJson("/jobs/" + last).getString("state")).isEqualTo("queued");
      assertThat(second.delete("/jobs/" + last).statusCode()).isEqualTo(200);
      assertThat(second.getJson("/jobs/" + last).getString("state")).isEqualTo("cancelled");
      for (String id : ids.subList(0, 20)) {
        awaitState(second, id, "succeeded");
      }
    }
  }

  private TestService start(String... settings) {
    String[] all =
        Stream.concat(Stream.of("store.url", "file:" + folder.resolve("jobs")), Stream.of(settings))
            .toArray(String[]::new);
    return new TestService(all).start();
  }

  private static String start(TestService service, String job) {
    HttpResponse<String> answer = service.post("/jobs/" + job);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return TestService.json(answer).getString("id");
  }

  private static List<String> startSome(TestService service, int jobs) {
    List<String> ids =
        Stream.generate(() -> start(service, "sleep?duration=1ms")).limit(jobs).toList();
    ids.forEach(service::awaitEnd);
    return ids;
  }

  private static void awaitState(TestService service, String id, String state) {
    String found = "";
    while (!found.equals(state)) {
      found = service.getJson("/jobs/" + id).getString("state");
      Thread.onSpinWait();
    }
  }

  private static String name(Optional<EventReader.Event> event) {
    return event.map(EventReader.Event::name).orElse("");
  }

  private static List<String> idsOf(JsonObject page) {
    JsonArray jobs = page.getJsonArray("jobs");
    return jobs.stream().map(job -> ((JsonObject) job).getString("id")).toList();
  }

  /** A store keeps microseconds. */
  private static Map<String, Object> withoutFractions(JsonObject job) {
    Map<String, Object> plain = new HashMap<>(job.getMap());
    plain.replaceAll((name, value) ->
        switch (name) {
          case "submitted", "started", "finished" -> ((String) value).substring(0, 23);
          case "queueWaitMs", "runMs" -> "";
          default -> value;
        });
    return plain;
  }
}
