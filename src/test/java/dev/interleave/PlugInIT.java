package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Does what docs/plug-ins.md says: builds the example, drops it in, starts the service and calls
 * it. All of that in a fresh copy of the sources, with a target of its own.
 */
class PlugInIT {
  private static final String START = "java -jar target/interleave.jar";
  private static final Path CLASS =
      Path.of("examples/http-get/src/main/java/example/HttpGetKind.java");
  private static final int CONNECTIONS = 5;
  private static final int THREADS = 20;

  @TempDir static Path folder;
  private static Document document;
  private static Workshop workshop;
  private static Target target;
  private static JarProcess jar;

  @BeforeAll
  static void followTheDocumentUntilItServes() throws Exception {
    document = Document.at("docs/plug-ins.md");
    target = new Target();
    workshop = new Workshop(folder);
    for (String part :
        List.of(
            "pom.xml",
            "conf",
            "docs",
            "src/attach",
            "src/launcher",
            "src/main",
            "examples/http-get")) {
      workshop.copy(Path.of(part));
    }
    Files.createDirectory(folder.resolve("plugins"));
    List<String> commands = document.commands();
    for (String command : commands.subList(0, commands.indexOf(START))) {
      workshop.run(command);
    }
    jar = JarProcess.start(folder, Map.of("HTTP_GET_URL", target.url()));
    jar.port();
  }

  @AfterAll
  static void stop() throws Exception {
    target.close();
    jar.terminate();
    assertThat(jar.exitStatus()).isZero();
  }

  @Test
  void theClassIsTheOneThatIsShown() throws IOException {
    String code = Files.readString(CLASS);

    assertThat(code).containsSubsequence(document.blocks("java").getFirst().split(" *…\n"));
  }

  @Test
  void theReadmeSaysTheSameInShort() throws IOException {
    assertThat(document.commands())
        .containsSubsequence(Document.at("README.md").part("Measure your own call").commands());
  }

  @Test
  void theKindIsListedAndNothingIsLeftOut() throws Exception {
    JsonObject kinds = curl("/kinds").getFirst();

    assertThat(kinds.getJsonArray("leftOut")).isEmpty();
    assertThat(kinds.getJsonArray("kinds").stream().map(JsonObject.class::cast))
        .extracting(kind -> kind.getString("name"))
        .endsWith("http-get");
    assertThat(jar.output()).anyMatch(line -> line.endsWith("comes from the plug-in http-get"));
  }

  @Test
  void itRunsInTheStrategiesThatTheDocumentAsksFor() throws Exception {
    List<JsonObject> jobs = curl("/jobs/http-get");

    assertThat(jobs)
        .extracting(job -> job.getString("strategy"))
        .containsExactly("execute-blocking", "virtual-thread");
    assertThat(jobs)
        .extracting(job -> job.getJsonObject("result"))
        .containsOnly(new JsonObject().put("status", 200).put("bytes", Target.ANSWER.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"execute-blocking", "virtual-thread"})
  void moreThreadsThanTheClientHasConnectionsOnlyWait(String strategy) throws Exception {
    target.hold();
    for (int i = 0; i < THREADS; i++) {
      send("POST", "/jobs/http-get?strategy=" + strategy);
    }
    while (load(strategy, "running") < THREADS || target.calls() < CONNECTIONS) {
      Thread.onSpinWait();
    }
    target.letGo();
    while (load(strategy, "running") > 0) {
      Thread.onSpinWait();
    }

    assertThat(target.mostCalls()).isEqualTo(CONNECTIONS);
  }

  @Test
  void aVirtualThreadThatWaitsForTheAnswerHearsItsInterrupt() throws Exception {
    target.hold();
    String id = send("POST", "/jobs/http-get?strategy=virtual-thread").getString("id");
    while (target.calls() == 0) {
      Thread.onSpinWait();
    }

    assertThat(send("DELETE", "/jobs/" + id).getString("state")).isEqualTo("cancelled");

    while (send("GET", "/jobs/" + id).getBoolean("holdsThread")) {
      Thread.onSpinWait();
    }
    assertThat(target.calls()).isEqualTo(1);
    target.letGo();
  }

  @Test
  void itIsMeasuredInEveryStrategyAsTheDocumentAsksFor() throws Exception {
    String text = workshop.run(curls("/experiments").getFirst());

    assertThat(text)
        .contains("100 jobs, http-get, at most 20 in flight")
        .doesNotContain("jobs failed")
        .doesNotContain("jobs rejected");
    for (String strategy :
        List.of(
            "event-loop",
            "execute-blocking",
            "execute-blocking-ordered",
            "worker-verticle",
            "virtual-thread",
            "virtual-thread-verticle")) {
      assertThat(text).containsPattern("\\d/\\d+  " + strategy + " +█{20}");
      assertThat(text).containsPattern("(?m)^" + strategy + ": (Stopped|Kept|Made) the loop ");
    }
  }

  /** The document's curls of a path, in their order. */
  private static List<String> curls(String path) {
    List<String> curls =
        document.commands().stream()
            .filter(command -> command.contains("localhost:8080" + path))
            .map(command ->
                command
                    .replace("curl ", "curl -sS ")
                    .replace("localhost:8080", "127.0.0.1:" + jar.port()))
            .toList();
    assertThat(curls).isNotEmpty();
    return curls;
  }

  /** What they answer. */
  private static List<JsonObject> curl(String path) throws Exception {
    List<JsonObject> answers = new ArrayList<>();
    for (String command : curls(path)) {
      answers.add(new JsonObject(workshop.run(command)));
    }
    return answers;
  }

  private static JsonObject send(String method, String path) throws Exception {
    return new JsonObject(workshop.run("curl -sS -X %s '%s%s'".formatted(method, jar.url(), path)));
  }

  private static int load(String strategy, String what) throws Exception {
    JsonArray strategies = send("GET", "/strategies").getJsonArray("strategies");
    return strategies.stream()
        .map(JsonObject.class::cast)
        .filter(any -> any.getString("name").equals(strategy))
        .findFirst()
        .orElseThrow()
        .getJsonObject("load")
        .getInteger(what);
  }

  /** What the example calls: counts the calls that it holds at its gate. */
  private static final class Target implements AutoCloseable {
    static final byte[] ANSWER = "here you are".getBytes();

    private final HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger mostCalls = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Target() throws IOException {
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void hold() {
      while (calls() > 0) {
        Thread.onSpinWait();
      }
      mostCalls.set(0);
      gate = new CountDownLatch(1);
    }

    void letGo() {
      gate.countDown();
    }

    int calls() {
      return calls.get();
    }

    int mostCalls() {
      return mostCalls.get();
    }

    @Override
    public void close() {
      letGo();
      server.stop(0);
    }

    private void answer(HttpExchange call) throws IOException {
      try (call) {
        waitAtTheGate();
        call.sendResponseHeaders(200, ANSWER.length);
        call.getResponseBody().write(ANSWER);
      }
    }

    /** Counts only here: once it has its answer, the client may send the next call. */
    private void waitAtTheGate() {
      mostCalls.accumulateAndGet(calls.incrementAndGet(), Math::max);
      try {
        gate.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } finally {
        calls.decrementAndGet();
      }
    }
  }
}
