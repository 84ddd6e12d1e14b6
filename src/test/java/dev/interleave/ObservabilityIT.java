package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.page.Needs;
import dev.interleave.page.Program;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * A real Prometheus scrapes the jar under load: it has no complaint about the meters, the rules and
 * the configuration, and every query of the dashboard and of the alerts returns data.
 */
@Needs(
    what = "the tests with Prometheus",
    programs = {Program.PROMETHEUS, Program.PROMTOOL})
class ObservabilityIT {
  private static final Path FILES = Path.of("observability");
  private static final Path DASHBOARD = FILES.resolve("grafana/dashboards/interleave.json");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String THRESHOLD = "\\s*(==|>=|>)\\s*[0-9.]+$";

  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static JarProcess jar;
  private static Process prometheus;
  private static int port;
  private static Socket slowWatcher;
  private static Thread load;

  @BeforeAll
  static void start() throws IOException {
    jar =
        JarProcess.start(
            Map.of(
                "INTERLEAVE_TICKER_INTERVAL", "5ms",
                "INTERLEAVE_TICKER_HISTORY", "100",
                "INTERLEAVE_STREAMS_SEND_BUFFER", "4KiB",
                "INTERLEAVE_STREAMS_WRITE_QUEUE", "1KiB",
                "INTERLEAVE_STREAMS_MAX_LOST", "1000000",
                "INTERLEAVE_STRATEGIES_WORKER_VERTICLE_CONCURRENCY", "1",
                "INTERLEAVE_STRATEGIES_WORKER_VERTICLE_QUEUE", "1"));
    port = freePort();
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - job_name: interleave
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(FILES.resolve("alerts.yml").toAbsolutePath(), jar.port()));
    prometheus =
        new ProcessBuilder(
                Program.PROMETHEUS.installed().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    slowWatcher = watch();
    load = Thread.ofVirtual().start(ObservabilityIT::load);
  }

  @AfterAll
  static void stop() throws Exception {
    load.interrupt();
    load.join();
    slowWatcher.close();
    prometheus.destroy();
    prometheus.waitFor();
    jar.close();
  }

  @Test
  void promtoolHasNoComplaintAboutTheMeters() throws Exception {
    String meters = send("GET", jar.url() + "/metrics");

    assertThat(promtool(meters, "check", "metrics")).isEmpty();
  }

  @Test
  void promtoolHasNoComplaintAboutTheFiles() throws Exception {
    assertThat(promtool("", "check", "config", file("prometheus.yml"))).contains("SUCCESS");
    assertThat(promtool("", "check", "rules", file("alerts.yml"))).contains("SUCCESS");
  }

  @Test
  void everyAlertComesWhenItShouldAndOnlyThen() throws Exception {
    String tests = Files.readString(FILES.resolve("alerts.test.yml"));
    assertThat(alerts())
        .allSatisfy(
            alert -> assertThat(tests).contains("alertname: %s\n".formatted(alert.get("alert"))));

    assertThat(promtool("", "test", "rules", file("alerts.test.yml"))).contains("SUCCESS");
  }

  @Test
  void everyQueryOfTheDashboardReturnsData() throws Exception {
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(30);
    for (String query : queries) {
      awaitData(query);
    }
  }

  @Test
  void everyAlertLooksAtWhatIsThere() throws Exception {
    for (Map<String, String> alert : alerts()) {
      awaitData(alert.get("expr").replaceFirst(THRESHOLD, ""));
    }
  }

  @Test
  void whatTheLoadDoesIsSeen() throws Exception {
    for (String counter :
        List.of(
            "interleave_jobs_total{outcome=\"succeeded\"}",
            "interleave_jobs_total{outcome=\"failed\"}",
            "interleave_jobs_total{outcome=\"rejected\"}",
            "interleave_loop_blocked_seconds_total{loop=\"loop-under-test\"}",
            "interleave_loop_lateness_corrected_seconds_count{loop=\"loop-under-test\"}",
            "interleave_ticks_missed_total",
            "interleave_events_lost_total",
            "interleave_watchers",
            "jvm_gc_pause_seconds_count")) {
      awaitData("sum(%s) > 0".formatted(counter));
    }
  }

  private static void awaitData(String query) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasData(query)) {
      assertThat(System.nanoTime()).as("no data: %s", query).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** Whether a value comes back that is a number. */
  private static boolean hasData(String query) throws IOException, InterruptedException {
    JsonObject answer;
    try {
      String escaped = URLEncoder.encode(query, StandardCharsets.UTF_8);
      answer =
          new JsonObject(
              send("GET", "http://127.0.0.1:%d/api/v1/query?query=%s".formatted(port, escaped)));
    } catch (IOException notYetUp) {
      assertThat(prometheus.isAlive()).isTrue();
      return false;
    }
    assertThat(answer.getString("status")).as("%s: %s", query, answer).isEqualTo("success");
    JsonArray result = answer.getJsonObject("data").getJsonArray("result");
    return result.stream()
        .map(series -> ((JsonObject) series).getJsonArray("value").getString(1))
        .anyMatch(value -> Double.isFinite(Double.parseDouble(value.replace("Inf", "Infinity"))));
  }

  /** Of all panels, and of the variables above them. */
  private static List<String> queries() throws IOException {
    JsonObject dashboard = new JsonObject(Files.readString(DASHBOARD));
    List<String> queries = new ArrayList<>();
    for (Object panel : dashboard.getJsonArray("panels")) {
      for (Object target : ((JsonObject) panel).getJsonArray("targets", new JsonArray())) {
        queries.add(substituted(((JsonObject) target).getString("expr")));
      }
    }
    for (Object variable : dashboard.getJsonObject("templating").getJsonArray("list")) {
      String definition = ((JsonObject) variable).getString("definition");
      if (definition != null) {
        queries.add(definition.replaceFirst("label_values\\((.+), (.+)\\)", "count by ($2) ($1)"));
      }
    }
    return queries;
  }

  private static String substituted(String query) {
    return query
        .replace("$__rate_interval", "10s")
        .replace("$instance", ".*")
        .replace("$strategy", ".*");
  }

  private static List<Map<String, String>> alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, String>>>>> rules =
        new Yaml().load(Files.readString(FILES.resolve("alerts.yml")));
    return rules.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  /**
   * Jobs of all kinds and strategies, more than there is room for, a block now and then, and a
   * watcher that reads more slowly than it ticks.
   */
  private static void load() {
    List<String> jobs = new ArrayList<>();
    for (String strategy : List.of("execute-blocking", "worker-verticle", "virtual-thread")) {
      Stream.of("sleep?duration=50ms&", "cpu?rounds=1000&", "file?size=4KiB&", "jdbc?", "fail?")
          .forEach(kind -> jobs.add(kind + "strategy=" + strategy));
    }
    jobs.add("sleep?duration=20ms&strategy=execute-blocking-ordered");
    jobs.add("sleep?duration=300ms&strategy=event-loop");
    jobs.add("sleep?duration=300ms&strategy=worker-verticle");
    jobs.add("sleep?duration=1ms&strategy=worker-verticle");
    jobs.add("sleep?duration=1ms&strategy=worker-verticle");
    try {
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        send("POST", jar.url() + "/jobs/" + jobs.get(i % jobs.size()));
        slowWatcher.getInputStream().readNBytes(100);
        if (i % 200 == 0) {
          // It has all garbage collected.
          jar.liveBytes();
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException ended) {
      // so does the load
    }
  }

  private static Socket watch() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), jar.port()));
    OutputStream out = socket.getOutputStream();
    out.write(
        "GET /ticker HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String send(String method, String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  private static String file(String name) {
    return FILES.resolve(name).toString();
  }

  /** What it says, to whichever stream. Fails if it is not content. */
  private static String promtool(String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Program.PROMTOOL.installed().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
