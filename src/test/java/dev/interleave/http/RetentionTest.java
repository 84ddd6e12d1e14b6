package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService("jobs.keep", "3", "strategies.event-loop.enabled", "false");

  @Test
  void finishedJobsAreKeptUpToABoundAndTheOldestGoFirst() {
    JsonObject running = SERVICE.postJson("/jobs/sleep?duration=1m&strategy=virtual-thread");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(
          TestService.json(
                  SERVICE.post("/jobs/sleep?duration=1ms&wait=20s", "Idempotency-Key", "key-" + i))
              .getString("id"));
    }

    assertThat(SERVICE.get("/jobs/" + ids.get(1)).statusCode()).isEqualTo(404);
    assertThat(SERVICE.get("/jobs/" + ids.get(2)).statusCode()).isEqualTo(200);
    assertThat(SERVICE.getJson("/jobs?state=succeeded").getJsonArray("jobs")).hasSize(3);
    assertThat(SERVICE.getJson("/jobs?state=running").getJsonArray("jobs")).hasSize(1);
    SERVICE.delete("/jobs/" + running.getString("id"));
  }

  @Test
  void theKeyOfAJobGoesWithTheJob() {
    JsonObject first =
        TestService.json(
            SERVICE.post("/jobs/sleep?duration=1ms&wait=20s", "Idempotency-Key", "gone"));
    for (int i = 0; i < 3; i++) {
      SERVICE.post("/jobs/sleep?duration=1ms&wait=20s");
    }

    JsonObject second =
        TestService.json(SERVICE.post("/jobs/cpu?rounds=1", "Idempotency-Key", "gone"));

    assertThat(second.getLong("number")).isGreaterThan(first.getLong("number"));
  }

  @Test
  void sabotageCanBeSwitchedOff() {
    assertThat(SERVICE.post("/jobs/sleep?strategy=event-loop").statusCode()).isEqualTo(400);
    assertThat(SERVICE.postJson("/scenarios/blocking").getString("detail"))
        .startsWith("strategy: 'event-loop' is not allowed; allowed: one of execute-blocking, ")
        .endsWith("; this one is switched off by configuration");
  }
}
