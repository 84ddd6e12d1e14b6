package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader.Event;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  @Test
  void theTimeToStopHasTheTimesOfAllThatIsWaitedFor() {
    try (TestService service =
        new TestService("shutdown.drain", "10m", "plugins.close-timeout", "50s").start()) {
      assertThat(service.service().patience())
          .isBetween(Duration.ofMinutes(10).plusSeconds(55), Duration.ofMinutes(12));
    }
  }

  @Test
  void everyAcceptedJobReachesAFinalStateAndTheStreamsEndAfterThat() {
    TestService service =
        new TestService(
                "shutdown.drain", "3s",
                "strategies.worker-verticle.concurrency", "1")
            .start();
    EventReader timeline = service.open("/timeline");
    EventReader ticker = service.open("/ticker");
    Map<String, String> expected = new HashMap<>();
    accept(service, expected, "succeeded", "sleep?duration=300ms&strategy=execute-blocking");
    accept(service, expected, "succeeded", "sleep?duration=200ms&strategy=event-loop");
    accept(service, expected, "cancelled", "sleep?duration=1m&strategy=worker-verticle");
    accept(service, expected, "cancelled", "sleep?duration=1m&strategy=worker-verticle");
    accept(
        service,
        expected,
        "cancelled",
        "sleep?duration=1m&interruptible=false&strategy=virtual-thread");
    assertThat(service.getJson("/health/ready").getString("status")).isEqualTo("UP");

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(service::stop);
    awaitNotReady(service);

    HttpResponse<String> late = service.post("/jobs/sleep");
    assertThat(late.statusCode()).isEqualTo(503);
    assertThat(late.headers().firstValue("Retry-After")).isPresent();
    assertThat(TestService.json(late).getString("type")).endsWith("shutting-down");
    for (String scenario : List.of("blocking", "offloaded", "lazy", "cpu-bound")) {
      assertThat(service.post("/scenarios/" + scenario).statusCode()).as(scenario).isEqualTo(503);
    }
    assertThat(service.getJson("/health/live").getString("status")).isEqualTo("UP");

    Map<String, String> ended = new HashMap<>();
    for (Optional<Event> event = timeline.next(); event.isPresent(); event = timeline.next()) {
      if (event.get().name().equals("finished")) {
        JsonObject job = event.get().data().getJsonObject("job");
        ended.put(job.getString("id"), job.getString("state"));
      }
    }
    assertThat(ended).isEqualTo(expected);
    ticker.last();
    stopping.join();
  }

  @Test
  void anExperimentIsCancelledAndSaysSo() {
    TestService service = new TestService().start();
    EventReader text =
        service.stream(
            "POST",
            "/experiments?kind=sleep&duration=20s&jobs=3&warmup=0&strategies=virtual-thread",
            "Accept",
            "text/plain");
    try (EventReader timeline = service.open("/timeline")) {
      timeline.next("tick");
    }

    service.stop();

    assertThat(text.allLines()).contains("the experiment is cancelled");
  }

  private static void accept(
      TestService service, Map<String, String> expected, String state, String job) {
    expected.put(service.postJson("/jobs/" + job).getString("id"), state);
  }

  private static void awaitNotReady(TestService service) {
    while (service.get("/health/ready").statusCode() == 200) {
      Thread.onSpinWait();
    }
  }
}
