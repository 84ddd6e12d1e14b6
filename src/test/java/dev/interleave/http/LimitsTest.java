package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each limit, at its edge: what is within is served, what is beyond is told which key allows it.
 */
class LimitsTest {
  private static final int LONG_LIST = 500;
  private static final int LONG_TRACE = 5_000;
  private static final String LIVE = "GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @RegisterExtension
  static final TestService SHORT =
      new TestService(
          "http.max-uri-length", "300", "http.max-header-size", "1KiB", "ticker.interval", "50ms");

  @ParameterizedTest
  @CsvSource({"299, 404", "300, 404", "301, 414", "363, 414", "400, 414", "100000, 414"})
  void aPathWithItsQueryHasALength(int length, int status) throws IOException {
    String path = "/nothing?" + "x".repeat(length - "/nothing?".length());

    String answer =
        Raw.exchange(
            SHORT, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .matches("(?s)HTTP/1\\.[01] " + status + " .*")
        .contains("urn:interleave:problem:" + (status == 414 ? "too-long" : "not-found"));
  }

  @ParameterizedTest
  @CsvSource({"1023, 200", "1024, 200", "1025, 431", "100000, 431"})
  void headersHaveASize(int bytes, int status) throws IOException {
    String other = "Host: localhost" + "Connection: close" + "X: ";
    String header = "X: " + "x".repeat(bytes - other.length());

    String answer =
        Raw.exchange(
            SHORT,
            "GET /version HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header
                + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.contains("urn:interleave:problem:too-long")).isEqualTo(status == 431);
  }

  @ParameterizedTest
  @CsvSource({
    "limits.connections, limits.connections-by-address",
    "limits.connections-by-address, limits.connections"
  })
  void aConnectionTooManyGetsOneAnswerAndIsClosed(String key, String other) throws IOException {
    try (TestService service = new TestService(key, "3", other, "100").start()) {
      List<Socket> within = connections(service, 3);
      for (Socket socket : within) {
        Raw.send(socket, LIVE);
        assertThat(Raw.answer(socket)).startsWith("HTTP/1.1 200 ");
      }

      assertThat(Raw.exchange(service, LIVE + LIVE))
          .startsWith("HTTP/1.1 503 ")
          .contains("urn:interleave:problem:too-many-connections", key, "retry-after")
          .containsOnlyOnce("HTTP/1.1");
      assertThat(Raw.exchange(service, "")).as("who says nothing is closed as well").isEmpty();
      assertThat(Raw.exchange(service, LIVE.replace("/version", "/health/live") + LIVE))
          .as("a probe is answered")
          .startsWith("HTTP/1.1 200 ")
          .containsOnlyOnce("HTTP/1.1");

      within.getFirst().close();
      awaitServed(service);
      for (Socket socket : within.subList(1, 3)) {
        Raw.send(socket, LIVE);
        assertThat(Raw.answer(socket)).startsWith("HTTP/1.1 200 ");
        socket.close();
      }
    }
  }

  @Test
  void aHeadThatDripsIsCutOff() throws IOException {
    try (TestService service =
            new TestService("http.request-timeout", "1s", "ticker.interval", "20ms").start();
        Socket slow = service.connect(4096)) {
      Raw.send(slow, "GET /version HTTP/1.1\r\nHost: localhost\r\nX: ");

      assertThatThrownBy(() -> drip(service, slow)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aConnectionThatDripsAfterItsAnswerIsCutOff() throws IOException {
    try (TestService service =
            new TestService(
                    "http.idle-timeout", "1s",
                    "http.max-wait", "500ms",
                    "streams.heartbeat", "200ms",
                    "ticker.interval", "20ms")
                .start();
        Socket slow = service.connect(4096)) {
      Raw.send(slow, LIVE);
      assertThat(Raw.answer(slow)).startsWith("HTTP/1.1 200 ");
      Raw.send(slow, "GET /version HTTP/1.1\r\nHost: localhost\r\nX: ");

      assertThatThrownBy(() -> drip(service, slow)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void whoWatchesIsNotTakenForSlow() throws IOException {
    try (TestService service =
            new TestService(
                    "http.idle-timeout", "1s",
                    "http.request-timeout", "1s",
                    "http.max-wait", "500ms",
                    "streams.heartbeat", "200ms",
                    "ticker.interval", "100ms")
                .start();
        EventReader ticker = service.open("/ticker")) {
      for (int tick = 0; tick < 35; tick++) {
        ticker.next("tick");
      }
    }
  }

  /** A byte with each tick, until the service has closed the connection. */
  private static void drip(TestService service, Socket slow) throws IOException {
    try (EventReader ticker = service.open("/ticker")) {
      while (true) {
        ticker.next("tick");
        Raw.send(slow, "x");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "limits.watchers, limits.watchers-by-address, 503",
    "limits.watchers-by-address, limits.watchers, 429"
  })
  void aWatcherTooManyIsRefused(String key, String other, int status) {
    try (TestService service = new TestService(key, "3", other, "100").start()) {
      List<EventReader> within =
          List.of(
              service.open("/ticker"),
              service.open("/timeline"),
              service.open("/loops?format=sse"));

      for (HttpResponse<String> response :
          List.of(
              service.get("/ticker"),
              service.post("/scenarios/lazy"),
              service.post("/experiments?kind=sleep", "Accept", "text/plain"))) {
        JsonObject problem = TestService.json(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(problem.getString("type")).endsWith(":too-many-watchers");
        assertThat(problem.getString("detail")).contains(key + " ");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
      }
      assertThat(service.getJson("/experiments").getJsonArray("experiments")).isEmpty();
      assertThat(service.post("/experiments?kind=sleep&jobs=1&duration=1ms").statusCode())
          .as("what does not watch is done")
          .isEqualTo(202);

      within.getFirst().close();
      while (service.service().watchers() > 2) {
        Thread.onSpinWait();
      }
      try (EventReader again = service.open("/ticker")) {
        again.next("tick");
      }
      within.forEach(EventReader::close);
    }
  }

  @Test
  void experimentsAndJobsTooManyAreRefused() {
    try (TestService service =
        new TestService("limits.experiments-by-address", "2", "limits.jobs-by-address", "1")
            .start()) {
      for (int i = 0; i < 2; i++) {
        assertThat(service.post("/experiments?kind=nap").statusCode()).isEqualTo(400);
      }
      HttpResponse<String> refused = service.post("/experiments?kind=nap");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(TestService.json(refused).getString("type")).endsWith(":too-many-experiments");
      assertThat(Long.parseLong(refused.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1L, 60L);

      HttpResponse<String> job = service.post("/jobs/sleep?duration=soon");
      while (job.statusCode() != 429) {
        job = service.post("/jobs/sleep?duration=soon");
      }
      assertThat(TestService.json(job).getString("type")).endsWith(":too-many-jobs");
      assertThat(job.headers().firstValue("Retry-After")).contains("1");
    }
  }

  @Test
  void whatWasCountedIsForgottenWithItsPeriod() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    RateLimit limit = new RateLimit("jobs", 2, Duration.ofSeconds(1), now::get);

    limit.count("a");
    limit.count("a");
    limit.count("b");
    now.addAndGet(999_999_999);
    assertThatThrownBy(() -> limit.count("a"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(429);
              assertThat(problem.headers().get("Retry-After")).isEqualTo("1");
              assertThat(problem).hasMessageContaining("limits.jobs-by-address");
            });
    limit.count("b");
    now.addAndGet(1);
    limit.count("a");
    limit.count("a");
    assertThatThrownBy(() -> limit.count("a")).isInstanceOf(ProblemException.class);
  }

  @Test
  void longListsThatNobodyReadsAreSoMany() throws IOException {
    try (TestService service =
        new TestService("limits.job-lists", "2", "streams.send-buffer", "4KiB").start()) {
      for (int i = 0; i < LONG_LIST; i++) {
        service.post("/jobs/sleep?duration=0s", "Idempotency-Key", "job-" + i);
      }
      List<Socket> unread = connections(service, 2);
      for (Socket socket : unread) {
        Raw.send(socket, "GET /jobs?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(Raw.head(socket)).startsWith("HTTP/1.1 200 ");
      }

      HttpResponse<String> refused = service.get("/jobs?limit=500");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("too-many-answers", "limits.job-lists");
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      for (Socket socket : unread) {
        socket.close();
      }
      HttpResponse<String> list = service.get("/jobs?limit=500");
      while (list.statusCode() == 503) {
        list = service.get("/jobs?limit=500");
      }
      assertThat(TestService.json(list).getJsonArray("jobs")).hasSize(LONG_LIST);
    }
  }

  @Test
  void tracesThatNobodyReadsAreSoMany() throws IOException {
    try (TestService service =
        new TestService("limits.traces", "1", "streams.send-buffer", "4KiB").start()) {
      String trace = experiment(service, LONG_TRACE) + "/trace";
      Socket unread = connections(service, 1).getFirst();
      Raw.send(unread, "GET " + trace + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(Raw.head(unread)).startsWith("HTTP/1.1 200 ");

      HttpResponse<String> refused = service.get(trace);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("too-many-answers", "limits.traces");
      unread.close();
      HttpResponse<String> whole = service.get(trace);
      while (whole.statusCode() == 503) {
        whole = service.get(trace);
      }
      assertThat(TestService.json(whole).getJsonArray("traceEvents"))
          .hasSizeGreaterThan(LONG_TRACE);
    }
  }

  /** Runs one to its end. */
  private static String experiment(TestService service, int jobs) {
    JsonObject begun =
        TestService.json(
            service.post(
                "/experiments?kind=sleep&duration=0s&warmup=0&repetitions=1&strategies=virtual-thread&jobs="
                    + jobs));
    String path = "/experiments/" + begun.getLong("id");
    try (EventReader events = service.open(path + "/events")) {
      events.last();
    }
    return path;
  }

  private static List<Socket> connections(TestService service, int count) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(service.connect(4096));
    }
    return sockets;
  }

  /** Until a connection that was closed is no longer counted. */
  private static void awaitServed(TestService service) throws IOException {
    while (true) {
      try (Socket socket = service.connect(4096)) {
        Raw.send(socket, LIVE);
        if (Raw.answer(socket).startsWith("HTTP/1.1 200 ")) {
          return;
        }
      }
    }
  }
}
