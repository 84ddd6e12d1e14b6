package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process ends when it does not end in order, and how its log may look. */
class EndingIT {
  private static final String FULL = "interleave: the heap is full, the process ends";

  @TempDir static Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_SHUTDOWN_DRAIN", "10m"))) {
      post(jar, "/jobs/sleep?duration=9m");
      jar.terminate();
      jar.awaitLine("interleave stops");

      jar.terminate();

      assertThat(jar.exitStatus()).isEqualTo(143);
    }
  }

  @Test
  void aSecondInterruptEndsItAtOnce() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_SHUTDOWN_DRAIN", "10m"))) {
      post(jar, "/jobs/sleep?duration=9m");
      jar.interrupt();
      jar.awaitLine("interleave stops");

      jar.interrupt();

      assertThat(jar.exitStatus()).isEqualTo(130);
    }
  }

  @Test
  void aHeapThatStaysFullEndsItWithStatusThree() throws Exception {
    try (JarProcess jar = littleHeap()) {
      leak(jar);

      assertThat(jar.exitStatus()).isEqualTo(3);
      assertThat(jar.output()).contains(FULL);
    }
  }

  @Test
  void aSignalEndsItWhileTheHeapIsFull() throws Exception {
    try (JarProcess jar = littleHeap()) {
      leak(jar);

      jar.terminate();

      assertThat(jar.exitStatus()).isBetween(0, 3);
    }
  }

  @Test
  void anArrayThatIsTooLargeFailsItsJobAndNothingElse() throws Exception {
    try (JarProcess jar = littleHeap();
        EventReader ticker =
            new EventReader(
                client.send(
                    HttpRequest.newBuilder(URI.create(jar.url() + "/ticker")).build(),
                    BodyHandlers.ofInputStream()))) {
      for (int i = 0; i < 10; i++) {
        JsonObject job = new JsonObject(post(jar, "/jobs/absurd?wait=9s").body());
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getJsonObject("error").encode()).contains("OutOfMemoryError");
        ticker.next("tick");
      }
      jar.terminate();

      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.output()).doesNotContain(FULL);
    }
  }

  @Test
  void aLineOfTheLogIsAnObjectIfThatIsAskedFor() throws Exception {
    try (JarProcess jar = JarProcess.start(Map.of("INTERLEAVE_LOG_FORMAT", "json"))) {
      jar.port();
      jar.terminate();

      assertThat(jar.exitStatus()).isZero();
      assertThat(jar.output())
          .hasSizeGreaterThanOrEqualTo(3)
          .allSatisfy(line -> assertThat(new JsonObject(line).getString("level")).isNotEmpty());
    }
  }

  private static JarProcess littleHeap() throws Exception {
    new PlugInJar()
        .kind(
            "Leak",
            "members",
            "static final List<byte[]> LEAKED = new ArrayList<>();",
            "run",
            "while (true) LEAKED.add(new byte[10_000]);")
        .kind("Absurd", "run", "return new int[Integer.MAX_VALUE].length;")
        .write(folder.resolve("heap.jar"));
    return JarProcess.start(
        Map.of("JDK_JAVA_OPTIONS", "-Xmx48m", "INTERLEAVE_PLUGINS_FOLDER", folder.toString()));
  }

  /** It may not be able to answer any more. */
  private void leak(JarProcess jar) {
    client.sendAsync(request(jar, "/jobs/leak"), BodyHandlers.discarding()).isDone();
  }

  private HttpResponse<String> post(JarProcess jar, String path) throws Exception {
    return client.send(request(jar, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(JarProcess jar, String path) {
    return HttpRequest.newBuilder(URI.create(jar.url() + path))
        .POST(BodyPublishers.noBody())
        .build();
  }
}
