package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated users ask the loop under test: while it is blocked they wait, and otherwise not. */
class UsersTest {
  private static final int RATE = 50;
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int ALL = 100;
  private static final String GROUP = "/users?rate=" + RATE + "&duration=2s";
  private static final String BLOCK = "/jobs/sleep?strategy=event-loop&duration=";

  @RegisterExtension static final TestService SERVICE = new TestService();

  @AfterEach
  void nobodyIsLeft() {
    SERVICE.delete("/users");
    await(() -> !SERVICE.getJson("/users").getBoolean("running"));
  }

  @Test
  void whoComesWhileTheLoopIsBlockedWaitsUntilItIsFree() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      assertThat(SERVICE.post(GROUP).statusCode()).isEqualTo(202);
      timeline.next("user-served");
      JsonObject job = SERVICE.postJson(BLOCK + "600ms&wait=20s");
      Instant started = Instant.parse(job.getString("started"));
      Instant finished = Instant.parse(job.getString("finished"));

      Map<Long, Instant> arrived = new HashMap<>();
      long during = 0;
      for (int served = 1; served < ALL; ) {
        EventReader.Event event = timeline.next(any -> any.name().startsWith("user-"));
        Instant at = Instant.parse(event.data().getString("at"));
        if (event.name().equals("user-arrived")) {
          arrived.put(event.data().getLong("user"), at);
          during += at.isAfter(started) && at.isBefore(finished) ? 1 : 0;
          continue;
        }
        assertThat(event.name()).isEqualTo("user-served");
        served++;
        Instant came = arrived.get(event.data().getLong("user"));
        if (came != null && came.isAfter(started) && came.isBefore(finished)) {
          assertThat(at).isAfterOrEqualTo(finished);
        }
      }

      assertThat(during)
          .as("arrivals do not wait for answers, and none is left out")
          .isBetween(
              Duration.between(started, finished).dividedBy(INTERVAL) - 1,
              Duration.between(started, finished).dividedBy(INTERVAL) + 1);
    }
  }

  @Test
  void usersAreServedWhileAWorkerThreadMakesTheCall() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      String id = SERVICE.postJson("/jobs/sleep?duration=1m").getString("id");
      timeline.next("started");
      SERVICE.post(GROUP);

      for (int served = 0; served < ALL; served++) {
        timeline.next("user-served");
      }

      assertThat(SERVICE.getJson("/jobs/" + id).getString("state")).isEqualTo("running");
      SERVICE.delete("/jobs/" + id);
    }
    JsonObject counts = SERVICE.getJson("/users");
    assertThat(counts.getInteger("arrived")).isEqualTo(ALL);
    assertThat(counts.getInteger("served")).isEqualTo(ALL);
    assertThat(counts.getInteger("waiting")).isZero();
    assertThat(counts.getDouble("longestWaitMs")).isPositive();
  }

  @Test
  void thoseWhoWaitAreCountedAndCanBeSentAway() {
    try (EventReader timeline = SERVICE.open("/timeline")) {
      SERVICE.post(GROUP);
      timeline.next("user-served");
      String id = SERVICE.postJson(BLOCK + "10s").getString("id");
      await(() -> SERVICE.getJson("/users").getInteger("waiting") > 5);

      JsonObject left = TestService.json(SERVICE.delete("/users"));

      assertThat(left.getInteger("waiting")).isZero();
      assertThat(left.getInteger("left")).isGreaterThan(5);
      assertThat(left.getInteger("arrived"))
          .isEqualTo(left.getInteger("served") + left.getInteger("left"));
      assertThat(timeline.next("user-left").data().getDouble("waitedMs")).isPositive();
      assertThat(left.getBoolean("running")).as("the loop has yet to close its endpoint").isTrue();
      assertThat(SERVICE.post(GROUP).statusCode()).isEqualTo(409);
      SERVICE.delete("/jobs/" + id);
    }
  }

  @Test
  void thereIsOneGroupAtATime() {
    SERVICE.post(GROUP);

    HttpResponse<String> second = SERVICE.post(GROUP);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("urn:interleave:problem:users-running", "DELETE /users");
  }

  @Test
  void anExperimentHasTheLoopToItself() {
    SERVICE.post(GROUP);
    HttpResponse<String> experiment = SERVICE.post("/experiments?kind=sleep&strategies=event-loop");
    assertThat(experiment.statusCode()).isEqualTo(409);
    assertThat(experiment.body()).contains("urn:interleave:problem:users-running");
    nobodyIsLeft();

    String path =
        SERVICE
            .post("/experiments?kind=sleep&duration=5s&strategies=virtual-thread")
            .headers()
            .firstValue("Location")
            .orElseThrow();
    HttpResponse<String> users = SERVICE.post(GROUP);
    SERVICE.delete(path);

    assertThat(users.statusCode()).isEqualTo(409);
    assertThat(users.body()).contains("urn:interleave:problem:experiment-running");
  }

  @ParameterizedTest
  @CsvSource({
    "rate=0, rate, a whole number from 1 to 50",
    "rate=51, rate, a whole number from 1 to 50",
    "rate=x, rate, a whole number from 1 to 50",
    "duration=99ms, duration, a duration from 100ms to 20s",
    "duration=21s, duration, a duration from 100ms to 20s",
    "duration=soon, duration, a duration from 100ms to 20s",
    "users=3, users, 'rate, duration'",
  })
  void badValuesAreRefusedWithTheirBounds(String query, String parameter, String allowed) {
    HttpResponse<String> response = SERVICE.post("/users?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestService.json(response).getString("parameter")).isEqualTo(parameter);
    assertThat(TestService.json(response).getString("allowed")).startsWith(allowed);
    assertThat(SERVICE.getJson("/users").getBoolean("running")).isFalse();
  }

  @Test
  void theTextOfTheTimelineLeavesThemOut() {
    try (EventReader text = SERVICE.open("/timeline?format=text");
        EventReader events = SERVICE.open("/timeline")) {
      SERVICE.post("/users?rate=50&duration=100ms");
      events.next("user-served");
      SERVICE.post("/jobs/sleep?duration=1ms&wait=9s");

      List<String> lines = new ArrayList<>();
      do {
        lines.add(text.nextLine().orElseThrow().text());
      } while (!lines.getLast().contains("task is done"));
      assertThat(lines).allMatch(line -> line.contains("task") || line.contains("the loop "));
    }
  }

  @Test
  void theServiceEndsWhileUsersWait() {
    TestService service = new TestService("shutdown.drain", "100ms").start();
    try (EventReader timeline = service.open("/timeline")) {
      service.post("/users?rate=50&duration=20s");
      timeline.next("user-served");
      service.post(BLOCK + "10s");
      await(() -> service.getJson("/users").getInteger("waiting") > 0);
      service.close();

      timeline.next("user-left");
    }
  }

  @Test
  void oneAddressMayNotAskForThemTooOften() {
    try (TestService service = new TestService("limits.users-by-address", "1").start()) {
      assertThat(service.post("/users?duration=100ms").statusCode()).isEqualTo(202);

      HttpResponse<String> second = service.post("/users?duration=100ms");

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("limits.users-by-address");
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
