package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
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
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as a process: how it starts, how it ends, what it takes. */
class JarIT {
  private static final int SLEEPS = 10_000;

  /** A heap that may grow with the machine takes what it can get, whether or not it is needed. */
  private static final String LITTLE_HEAP = "-Xmx160m";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void itEndsInOrderAndWithStatusZeroWhenItIsToldTo() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_LOG_LEVEL", "debug"))) {
      send(jar, "POST", "/jobs/sleep?duration=500ms", "X-Request-Id", "the-last-one");
      try (EventReader ticker =
          new EventReader(
              client.send(request(jar, "GET", "/ticker"), BodyHandlers.ofInputStream()))) {
        ticker.next("tick");

        jar.terminate();

        ticker.last();
      }
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

      assertThat(saidBy(jar))
          .singleElement()
          .asString()
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
      assertThat(saidBy(jar))
          .singleElement()
          .isEqualTo(
              "interleave: http.port: another program listens on 127.0.0.1:%d; INTERLEAVE_HTTP_PORT takes another port"
                  .formatted(taken.getLocalPort()));
    }
  }

  /** The eighth byte of a class file says its version; 52 is that of Java 8. */
  @Test
  void aJavaAsOldAs8CanSayWhichOneIsNeeded() throws Exception {
    try (JarFile jar = new JarFile("target/interleave.jar")) {
      String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
      byte[] head =
          jar.getInputStream(jar.getEntry(main.replace('.', '/') + ".class")).readNBytes(8);

      assertThat(head[7]).isEqualTo((byte) 52);
    }
  }

  @Test
  void tenThousandSleepsOnVirtualThreadsRunSideBySide() throws Exception {
    try (JarProcess jar =
        JarProcess.start(Map.of("INTERLEAVE_STRATEGIES_VIRTUAL_THREAD_CALL_TIMEOUT", "10m"))) {
      acceptSleeps(jar, "10m");

      while (running(jar) < SLEEPS) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Tag("timing")
  void tenThousandSleepsTakeHardlyLongerThanOneAndLittleMemory() throws Exception {
    OnAQuietMachine.check(() -> {
      try (JarProcess jar = JarProcess.start(Map.of("JDK_JAVA_OPTIONS", LITTLE_HEAP))) {
        acceptSleeps(jar, "2s");
        while (running(jar) > 0 || !page(jar, "/jobs?state=queued&limit=1").isEmpty()) {
          Thread.onSpinWait();
        }
        List<JsonObject> succeeded = allPages(jar, "/jobs?state=succeeded&limit=500");

        assertThat(succeeded).hasSize(SLEEPS);
        assertThat(Duration.between(last(succeeded, "submitted"), last(succeeded, "finished")))
            .as("from the last acceptance to the last end")
            .isLessThan(Duration.ofSeconds(3));
        assertThat(jar.memoryKib("VmHWM")).as("KiB resident at the most").isLessThan(400 * 1024);
      }
    });
  }

  @Test
  void callsThatIgnoreTheirInterruptDoNotKeepItFromEndingInOrder() throws Exception {
    List<String> strategies =
        List.of(
            "execute-blocking",
            "execute-blocking-ordered",
            "worker-verticle",
            "virtual-thread",
            "virtual-thread-verticle");
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_SHUTDOWN_DRAIN", "100ms"))) {
      for (String strategy : strategies) {
        send(jar, "POST", "/jobs/sleep?duration=10m&interruptible=false&strategy=" + strategy);
      }
      while (running(jar) < strategies.size()) {
        Thread.onSpinWait();
      }

      jar.terminate();

      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.output())
          .anyMatch(line -> line.endsWith("threads that ignore their interrupt are left behind: 5"))
          .last()
          .asString()
          .endsWith("interleave has stopped");
    }
  }

  /**
   * But for blocks of the loop under test, of which a busy machine makes some, and for what others
   * left.
   */
  private static List<String> saidBy(JarProcess jar) {
    return jar.output().stream()
        .filter(line -> !line.contains("blocked") && !line.contains("left behind"))
        .toList();
  }

  private void acceptSleeps(JarProcess jar, String duration) throws Exception {
    for (int i = 0; i < SLEEPS; i++) {
      String job = "/jobs/sleep?strategy=virtual-thread&duration=" + duration;
      assertThat(send(jar, "POST", job).statusCode()).isEqualTo(202);
    }
  }

  private int running(JarProcess jar) throws Exception {
    JsonArray strategies =
        new JsonObject(send(jar, "GET", "/strategies").body()).getJsonArray("strategies");
    return strategies.stream()
        .mapToInt(strategy -> ((JsonObject) strategy).getJsonObject("load").getInteger("running"))
        .sum();
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
