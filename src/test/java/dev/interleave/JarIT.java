package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a process: how it starts, how it ends, what it takes. */
class JarIT {
  private static final int SLEEPS = 10_000;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void itEndsInOrderAndWithStatusZeroWhenItIsToldTo() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of())) {
      send(jar, "POST", "/jobs/sleep?duration=500ms", "X-Request-Id", "the-last-one");
      HttpResponse<InputStream> ticker =
          client.send(request(jar, "GET", "/ticker"), BodyHandlers.ofInputStream());

      jar.terminate();

      assertThat(new String(ticker.body().readAllBytes())).contains("event: tick");
      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.output())
          .anyMatch(line -> line.contains("the-last-one job 1 sleep"))
          .last()
          .asString()
          .endsWith("interleave has stopped");
    }
  }

  @Test
  void itSaysNothingButWhereItServes() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of())) {
      jar.port();

      assertThat(jar.output()).hasSize(1);
      assertThat(jar.output().getFirst())
          .contains(" INFO ")
          .contains("interleave serves on http://");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INTERLEAVE_TICKER_INTERVAL | soon | interleave: ticker.interval: 'soon' is not allowed",
        "INTERLEAVE_TICKER_INTERVL | 1s | interleave: INTERLEAVE_TICKER_INTERVL: unknown",
        "INTERLEAVE_CONFIG | /no/such.yaml | interleave: INTERLEAVE_CONFIG: '/no/such.yaml' is not allowed",
      })
  void aBadSettingStopsTheStartWithOneLineAndStatusTwo(String variable, String value, String line)
      throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of(variable, value))) {
      assertThat(jar.exitStatus()).isEqualTo(2);
      assertThat(jar.output()).hasSize(1);
      assertThat(jar.output().getFirst()).startsWith(line);
    }
  }

  @Test
  void aTakenPortStopsTheStartWithOneLineAndStatusOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        JarProcess jar =
            JarProcess.start(
                Map.of("INTERLEAVE_HTTP_PORT", String.valueOf(taken.getLocalPort())))) {
      assertThat(jar.exitStatus()).isEqualTo(1);
      assertThat(jar.output()).hasSize(1);
      assertThat(jar.output().getFirst()).contains("ddress already in use");
    }
  }

  @Test
  void tenThousandSleepsOnVirtualThreadsRunSideBySideInLittleMemory() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of());
        Control control = new Control()) {
      for (int i = 0; i < SLEEPS; i++) {
        HttpResponse<String> response =
            send(jar, "POST", "/jobs/sleep?duration=2s&strategy=virtual-thread");
        assertThat(response.statusCode()).isEqualTo(202);
      }

      while (!page(jar, "/jobs?state=running&limit=1").isEmpty()
          || !page(jar, "/jobs?state=queued&limit=1").isEmpty()) {
        Thread.onSpinWait();
      }
      List<JsonObject> succeeded = allPages(jar, "/jobs?state=succeeded&limit=500");
      Instant lastAccepted = last(succeeded, "submitted");
      Instant lastFinished = last(succeeded, "finished");

      assertThat(succeeded).hasSize(SLEEPS);
      assertThat(Duration.between(lastAccepted, lastFinished).minusMillis(control.longestMs()))
          .as("from the last acceptance to the last end, less what the machine stood still")
          .isLessThan(Duration.ofSeconds(3));
      assertThat(jar.memoryKib("VmHWM")).as("KiB resident at the most").isLessThan(400 * 1024);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "execute-blocking",
        "execute-blocking-ordered",
        "worker-verticle",
        "virtual-thread"
      })
  void aCallThatIgnoresItsInterruptDoesNotKeepItFromEndingInOrder(String strategy)
      throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_SHUTDOWN_DRAIN", "100ms"))) {
      String job = "/jobs/sleep?duration=10m&interruptible=false&strategy=" + strategy;
      send(jar, "POST", job);
      while (page(jar, "/jobs?state=running").isEmpty()) {
        Thread.onSpinWait();
      }

      jar.terminate();

      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.output())
          .anyMatch(line -> line.endsWith("threads that ignore their interrupt are left behind: 1"))
          .last()
          .asString()
          .endsWith("interleave has stopped");
    }
  }

  private static Instant last(List<JsonObject> jobs, String when) {
    return jobs.stream()
        .map(job -> job.getInstant(when))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private List<JsonObject> allPages(JarProcess jar, String path) throws Exception {
    List<JsonObject> all = new ArrayList<>();
    for (String next = path; next != null; ) {
      JsonObject page = new JsonObject(send(jar, "GET", next).body());
      page.getJsonArray("jobs").forEach(job -> all.add((JsonObject) job));
      next = page.getString("next");
    }
    return all;
  }

  private List<JsonObject> page(JarProcess jar, String path) throws Exception {
    return new JsonObject(send(jar, "GET", path).body())
        .getJsonArray("jobs").stream().map(JsonObject.class::cast).toList();
  }

  private HttpResponse<String> send(JarProcess jar, String method, String path, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(jar, method, path, headers), BodyHandlers.ofString());
  }

  private static HttpRequest request(
      JarProcess jar, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(jar.url() + path))
            .method(method, BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}
