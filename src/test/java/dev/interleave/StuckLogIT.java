package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reads the log stops reading, and the pipe is full: nothing waits for it. */
class StuckLogIT {
  private static final int BATCHES = 20;
  private static final int BATCH = 200;
  private static final Pattern DROPPED = Pattern.compile("(\\d+) lines? of the log were dropped");

  private final HttpClient client = HttpClient.newHttpClient();
  private JarProcess jar;

  @BeforeEach
  void logMoreThanThePipeAndTheQueueHold() throws Exception {
    jar =
        JarProcess.start(
            Map.of("INTERLEAVE_LOG_LEVEL", "debug", "INTERLEAVE_LOOPS_BLOCKED_AFTER", "1m"));
    jar.port();
    jar.stopReading();
    for (int i = 0; i < BATCHES; i++) {
      List<CompletableFuture<HttpResponse<String>>> batch = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        batch.add(send("POST", "/jobs/sleep?duration=0s&wait=9s"));
      }
      for (CompletableFuture<HttpResponse<String>> job : batch) {
        assertThat(new JsonObject(job.join().body()).getString("state")).isEqualTo("succeeded");
      }
    }
  }

  @AfterEach
  void end() {
    jar.close();
  }

  @Test
  void theServiceGoesOnAndEndsInOrder() throws Exception {
    String onTheLoop = "/jobs/sleep?duration=1ms&wait=9s&strategy=event-loop";
    assertThat(new JsonObject(send("POST", onTheLoop).join().body()).getString("state"))
        .isEqualTo("succeeded");
    assertThat(send("GET", "/health/ready").join().statusCode()).isEqualTo(200);
    try (EventReader ticker =
        new EventReader(client.send(request("GET", "/ticker"), BodyHandlers.ofInputStream()))) {
      ticker.next("tick");
      ticker.next("tick");

      jar.terminate();

      ticker.last();
    }
    assertThat(jar.ends()).isTrue();
    jar.readOn();
    assertThat(jar.exitStatus()).isZero();
  }

  @Test
  void everyLineIsReadOrCountedOnceItIsReadAgain() throws Exception {
    jar.readOn();
    jar.awaitLine(" lines of the log were dropped");
    jar.terminate();

    assertThat(jar.exitStatus()).isZero();
    long read = jar.output().stream().filter(line -> line.contains(" job ")).count();
    long dropped =
        jar.output().stream()
            .flatMap(line -> DROPPED.matcher(line).results())
            .mapToLong(counted -> Long.parseLong(counted.group(1)))
            .sum();
    assertThat(read).isPositive();
    assertThat(read + dropped).isEqualTo(BATCHES * BATCH);
    assertThat(jar.output().getLast()).endsWith("interleave has stopped");
  }

  private CompletableFuture<HttpResponse<String>> send(String method, String path) {
    return client.sendAsync(request(method, path), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path) {
    return HttpRequest.newBuilder(URI.create(jar.url() + path))
        .method(method, BodyPublishers.noBody())
        .build();
  }
}
