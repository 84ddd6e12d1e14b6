package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Experiments that do not go as planned. */
class ExperimentTroublesTest {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "strategies.execute-blocking.concurrency", "2",
          "strategies.execute-blocking.queue", "4",
          "strategies.worker-verticle.concurrency", "1",
          "strategies.worker-verticle.queue-timeout", "300ms",
          "experiments.max-duration", "20s");

  @Test
  void callsThatAllFailAreNotCompared() {
    HttpResponse<String> text =
        SERVICE.post(
            "/experiments?kind=fail&duration=1ms&jobs=5&repetitions=7"
                + "&strategies=execute-blocking,virtual-thread",
            "Accept",
            "text/plain");

    assertThat(text.body())
        .contains("No call has succeeded, so nothing is compared.")
        .doesNotContain("No difference shown");
  }

  @Test
  void jobsThatExpireAreCountedSaidAndShown() {
    JsonObject experiment =
        run("kind=sleep&duration=1s&jobs=5&warmup=0&strategies=worker-verticle");

    JsonObject result = experiment.getJsonArray("results").getJsonObject(0);
    int expired = result.getJsonObject("jobs").getInteger("expired");
    assertThat(expired).isPositive();
    assertThat(expired + result.getJsonObject("jobs").getInteger("succeeded")).isEqualTo(5);
    assertThat(result.getString("verdict")).contains(expired + " jobs expired in the queue");
    List<JsonObject> never =
        SERVICE
            .getJson("/experiments/" + experiment.getLong("id") + "/trace")
            .getJsonArray("traceEvents")
            .stream()
            .map(JsonObject.class::cast)
            .filter(event -> event.getString("name").equals("job expired"))
            .toList();
    assertThat(never).hasSize(expired).allMatch(event -> event.getString("s").equals("p"));
  }

  @Test
  void whatOthersHaveQueuedIsWaitedForAndSaid() {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      others.add("/jobs/" + job("duration=1m&strategy=execute-blocking"));
    }
    long id = start("kind=sleep&duration=10ms&jobs=20&warmup=0&strategies=execute-blocking");
    // The last makes room in the queue, and the others end one by one, when the experiment waits.
    SERVICE.delete(others.removeLast());
    await("/jobs?state=queued", "10ms");
    for (String other : others) {
      await(other, "running");
      SERVICE.delete(other);
    }

    JsonObject result = end(id).getJsonArray("results").getJsonObject(0);
    assertThat(result.getJsonObject("jobs").getInteger("succeeded")).isEqualTo(20);
    assertThat(result.getJsonObject("jobs").getInteger("rejected")).isZero();
    assertThat(result.getInteger("otherJobs")).isEqualTo(5);
    assertThat(result.getString("verdict")).contains("5 calls of others ran meanwhile");
  }

  @Test
  void cancellingDoesNotWaitForALoopThatIsHeld() {
    String held = job("duration=10s&strategy=event-loop");
    long id = start("kind=sleep&duration=1ms&jobs=1&strategies=execute-blocking");
    try (EventReader events = SERVICE.open("/experiments/" + id + "/events")) {
      events.next("progress");
    }

    JsonObject cancelled = TestService.json(SERVICE.delete("/experiments/" + id));

    assertThat(cancelled.getString("state")).isEqualTo("cancelled");
    assertThat(SERVICE.getJson("/jobs/" + held).getString("state")).isEqualTo("running");
    SERVICE.delete("/jobs/" + held);
  }

  @Test
  void anExperimentThatIsCancelledAtOnceLeavesNothingBehind() {
    for (int i = 0; i < 20; i++) {
      long id = start("kind=sleep&duration=1ms&jobs=1&warmup=0&strategies=virtual-thread");
      SERVICE.delete("/experiments/" + id);
    }

    assertThat(run("kind=sleep&duration=1ms&jobs=1&strategies=virtual-thread").getString("state"))
        .isEqualTo("finished");
  }

  @Test
  void oneThatTakesTooLongEndsWithWhatItHasMeasured() {
    try (TestService hasty = new TestService("experiments.max-duration", "5s").start();
        EventReader text =
            hasty.stream(
                "POST",
                "/experiments?kind=sleep&duration=2s&jobs=2&warmup=0&repetitions=1&seed=4096"
                    + "&strategies=event-loop,virtual-thread",
                "Accept",
                "text/plain")) {
      text.allLines();

      // By this seed virtual threads come first.
      JsonObject experiment = hasty.getJson("/experiments/1");
      assertThat(experiment.getString("state")).isEqualTo("timed-out");
      assertThat(experiment.getJsonArray("results"))
          .extracting(result -> ((JsonObject) result).getString("strategy"))
          .containsExactly("virtual-thread");
    }
  }

  @Test
  void aRateThatTakesTooLongIsRefused() {
    var response =
        SERVICE.post("/experiments?kind=sleep&jobs=100&rate=1&strategies=virtual-thread");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("rate: '1' is not allowed; allowed: so many that all jobs arrive within 20s");
  }

  @Test
  void withoutAStrategyThereIsNothingToCompare() {
    try (TestService bare = new TestService("strategies.defaults.enabled", "false").start()) {
      var response = bare.post("/experiments?kind=sleep");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("strategies that are switched on, and none is");
    }
  }

  private static long start(String query) {
    return SERVICE.postJson("/experiments?repetitions=1&pools=configured&" + query).getLong("id");
  }

  private static JsonObject run(String query) {
    return end(start(query));
  }

  private static JsonObject end(long id) {
    try (EventReader events = SERVICE.open("/experiments/" + id + "/events")) {
      events.last();
    }
    return SERVICE.getJson("/experiments/" + id);
  }

  private static String job(String query) {
    return SERVICE.postJson("/jobs/sleep?" + query).getString("id");
  }

  private static void await(String path, String words) {
    while (!SERVICE.get(path).body().contains(words)) {
      Thread.onSpinWait();
    }
  }
}
