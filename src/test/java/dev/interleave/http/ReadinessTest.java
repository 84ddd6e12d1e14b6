package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.TestService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who sends requests learns in time that no more are wanted. */
class ReadinessTest {
  @Test
  void anOperatorTakesReadinessAwayAndGivesItBackWhileEverythingElseGoesOn() {
    try (TestService service = new TestService().start()) {
      assertThat(service.delete("/health/ready").statusCode()).isEqualTo(204);
      assertThat(service.delete("/health/ready").statusCode()).isEqualTo(204);

      assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(service.getJson("/health/ready").getJsonArray("checks"))
          .isEqualTo(
              new JsonArray()
                  .add(new JsonObject().put("id", "running").put("status", "UP"))
                  .add(new JsonObject().put("id", "enabled").put("status", "DOWN")));
      assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(service.post("/jobs/sleep?duration=1ms").statusCode()).isEqualTo(202);

      assertThat(service.send("PUT", "/health/ready").statusCode()).isEqualTo(204);

      assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void duringTheGraceItIsNotReadyAndStillTakesJobs() {
    TestService service = new TestService("shutdown.grace", "3s").start();

    CompletableFuture<Void> stopping = CompletableFuture.runAsync(service::stop);
    while (service.get("/health/ready").statusCode() == 200) {
      Thread.onSpinWait();
    }

    assertThat(service.postJson("/jobs/sleep?duration=1ms&wait=9s").getString("state"))
        .isEqualTo("succeeded");
    stopping.join();
  }
}
