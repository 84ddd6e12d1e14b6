package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Requests made of good and bad pieces at random: whatever comes, the answer is not a fault of the
 * service, an error is a problem, an accepted job ends, and the ticker goes on. {@code
 * -Dfuzz.seed=…} and {@code -Dfuzz.requests=…} try others and more.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20261122);
  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2000);

  private static final String UNKNOWN = "019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a";

  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "ticker.interval", "20ms",
          "http.max-wait", "200ms",
          "experiments.max-duration", "1s",
          "limits.experiments-by-address", "1000000",
          "strategies.event-loop.max-duration", "20ms",
          "strategies.event-loop.call-timeout", "50ms",
          "strategies.execute-blocking.call-timeout", "100ms",
          "strategies.execute-blocking-ordered.call-timeout", "100ms",
          "strategies.worker-verticle.call-timeout", "100ms",
          "strategies.virtual-thread.call-timeout", "100ms");

  private final Random random = new Random(SEED);
  private final String job = SERVICE.postJson("/jobs/sleep?duration=1ms").getString("id");

  @Test
  void noRequestIsAFaultOfTheServiceOrLeavesAnythingBehind() {
    for (int i = 0; i < REQUESTS; i++) {
      String request = "%s %s (request %d of seed %d)".formatted(method(), path(), i, SEED);
      String[] parts = request.split(" ");
      try (EventReader answer = SERVICE.stream(parts[0], parts[1], header(), value())) {
        int status = answer.response().statusCode();
        assertThat(status).as(request).isLessThan(500);
        if (status >= 400 && !parts[0].equals("HEAD")) {
          JsonObject problem =
              new JsonObject(answer.allLines().stream().collect(Collectors.joining()));
          assertThat(problem.getInteger("status")).as(request).isEqualTo(status);
          assertThat(problem.getString("detail")).as(request).isNotBlank();
        }
      }
    }

    awaitQuiet();
    try (EventReader ticker = SERVICE.open("/ticker")) {
      for (int i = 0; i < 5; i++) {
        ticker.next("tick");
      }
    }
  }

  @Test
  void noBytesAreAFaultOfTheService() throws IOException {
    for (int i = 0; i < REQUESTS / 5; i++) {
      String request =
          "%s /%s%s HTTP/1.1\r\nHost: %s\r\n%s: %s\r\n\r\n"
              .formatted(
                  method(),
                  oneOf("jobs/sleep?", "jobs/", "kinds?", "scenarios/", ""),
                  rawValue(),
                  oneOf("localhost", "[::1]:8", "127.0.0.1", "", "x:99999", "[::1", rawValue()),
                  oneOf("Accept", "X-Request-Id", "Prefer", "Connection", "X", rawValue()),
                  rawValue());
      try (Socket socket = SERVICE.connect(4096)) {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        String status =
            new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
        assertThat(status).as(request).matches("HTTP/1\\.[01] [234].*");
      }
    }

    awaitQuiet();
  }

  private static void awaitQuiet() {
    Supplier<Integer> busy =
        () ->
            SERVICE.getJson("/strategies").getJsonArray("strategies").stream()
                .map(strategy -> ((JsonObject) strategy).getJsonObject("load"))
                .mapToInt(load ->
                    load.getInteger("queued")
                        + load.getInteger("running")
                        + load.getInteger("deaf"))
                .sum();
    Supplier<Boolean> experimenting =
        () -> SERVICE.get("/experiments").body().contains("\"state\":\"running\"");
    while (busy.get() + SERVICE.service().watchers() > 0 || experimenting.get()) {
      Thread.onSpinWait();
    }
  }

  private String method() {
    return oneOf("GET", "GET", "POST", "POST", "POST", "DELETE", "PUT", "HEAD", "OPTIONS");
  }

  private String path() {
    String path =
        switch (random.nextInt(7)) {
          case 0 -> "/jobs";
          case 1, 2 ->
              "/jobs/" + oneOf("sleep", "cpu", "file", "jdbc", "fail", job, UNKNOWN, "99", value());
          case 3 -> "/jobs/" + oneOf(job, UNKNOWN, "7", value()) + "/events";
          case 4 -> "/scenarios/" + oneOf("blocking", "offloaded", "lazy", "cpu-bound", value());
          case 5 ->
              "/experiments"
                  + oneOf("", "?kind=sleep&strategies=virtual-thread", "/1", "/" + value());
          default ->
              oneOf(
                  "/",
                  "/ticker",
                  "/timeline",
                  "/loops",
                  "/kinds",
                  "/strategies",
                  "/users",
                  "/version",
                  "/x",
                  "//");
        };
    String query =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> name() + oneOf("=", "=", "=", "") + value())
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
  }

  private String name() {
    return oneOf(
        "duration",
        "rounds",
        "size",
        "interruptible",
        "strategy",
        "wait",
        "state",
        "kind",
        "strategies",
        "jobs",
        "rate",
        "concurrency",
        "warmup",
        "repetitions",
        "seed",
        "limit",
        "before",
        "format",
        "seconds",
        "interval",
        value());
  }

  private String header() {
    return oneOf("Accept", "Prefer", "Idempotency-Key", "Last-Event-ID", "X-Request-Id", "X-Other");
  }

  private String value() {
    return URLEncoder.encode(rawValue(), StandardCharsets.UTF_8);
  }

  private String rawValue() {
    List<String> odd =
        List.of(
            "",
            "0",
            "-1",
            "1",
            "1ms",
            "20ms",
            "0.001",
            "PT0.01S",
            "99h",
            "1e9",
            "NaN",
            "null",
            "true",
            "event-loop",
            "virtual-thread",
            "worker-verticle",
            "queued",
            "text",
            "sse",
            "ndjson",
            "application/x-ndjson",
            "*",
            "text/plain",
            "wait=0",
            "'; DROP TABLE",
            "../..",
            "{}",
            "[]",
            "%",
            "\\",
            "a=b",
            "9223372036854775808",
            "x".repeat(300));
    String value = odd.get(random.nextInt(odd.size()));
    if (random.nextInt(5) == 0) {
      value += (char) ('!' + random.nextInt(90));
    }
    return value;
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
