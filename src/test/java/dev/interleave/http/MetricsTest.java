package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.EventReader;
import dev.interleave.Exposition;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DOCUMENT = Path.of("docs/metrics.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (\\w+) \\|");

  /** They appear when there is something to tell, which a test cannot bring about at will. */
  private static final List<String> NOT_ALWAYS_THERE =
      List.of(
          "jvm_gc_pause_seconds",
          "jvm_gc_pause_seconds_max",
          "jvm_gc_concurrent_phase_time_seconds",
          "jvm_gc_concurrent_phase_time_seconds_max",
          "vertx_http_server_errors_total",
          "vertx_http_server_request_resets_total");

  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "security.hosts", "*",
          "ticker.interval", "2ms",
          "ticker.history", "100",
          "loops.window", "100ms",
          "streams.send-buffer", "4KiB",
          "streams.write-queue", "1KiB",
          "streams.max-lost", "50",
          "strategies.execute-blocking.concurrency", "1",
          "strategies.execute-blocking.queue", "1",
          "strategies.worker-verticle.concurrency", "1",
          "strategies.worker-verticle.queue-timeout", "2s",
          "strategies.virtual-thread.call-timeout", "1s");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain | text/plain; version=0.0.4; charset=utf-8",
        "*/* | text/plain; version=0.0.4; charset=utf-8",
        "application/openmetrics-text | application/openmetrics-text; version=1.0.0; charset=utf-8",
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
            + " | application/openmetrics-text; version=1.0.0; charset=utf-8",
      })
  void acceptChoosesTheForm(String accept, String contentType) {
    HttpResponse<String> response = SERVICE.get("/metrics", "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(contentType);
    assertThat(response.headers().firstValue("Vary")).hasValue("accept");
    assertThat(response.body().endsWith("# EOF\n")).isEqualTo(contentType.contains("openmetrics"));
  }

  @Test
  void thereIsNoOtherForm() {
    assertThat(SERVICE.get("/metrics", "Accept", "application/json").statusCode()).isEqualTo(406);
    assertThat(SERVICE.get("/metrics?name=x").statusCode()).isEqualTo(400);
    assertThat(SERVICE.post("/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void thoseWhoAskTogetherAllGetAnAnswer() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers =
          clients.invokeAll(Collections.nCopies(50, () -> SERVICE.get("/metrics")));

      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(new Exposition(answer.get().body()).types())
            .containsKey("interleave_jobs_total");
      }
    }
  }

  @Test
  void theDocumentListsEveryMeterAndNoOther() throws IOException {
    SERVICE.post("/jobs/sleep?duration=1ms&wait=9s");
    SERVICE.get("/nothing");
    Map<String, String> listed =
        ROW.matcher(Files.readString(DOCUMENT))
            .results()
            .collect(
                Collectors.toMap(
                    row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
    Map<String, String> told = new TreeMap<>(readUntil(MetricsTest::isMeasured).types());

    NOT_ALWAYS_THERE.forEach(name -> {
      assertThat(listed).containsKey(name);
      told.remove(name);
      listed.remove(name);
    });
    assertThat(told).isEqualTo(listed);
  }

  @Test
  void everyOutcomeIsCounted() {
    Exposition before = read();

    end("/jobs/fail?duration=1ms&strategy=execute-blocking");
    end("/jobs/sleep?duration=10s&strategy=virtual-thread");
    end("/jobs/sleep?duration=1ms&strategy=virtual-thread");
    String held = start("/jobs/sleep?duration=10s&strategy=worker-verticle");
    end("/jobs/sleep?duration=1ms&strategy=worker-verticle");
    SERVICE.delete("/jobs/" + held);
    String running = start("/jobs/sleep?duration=10s&strategy=execute-blocking");
    String queued = start("/jobs/sleep?duration=10s&strategy=execute-blocking");
    for (int i = 0; i < 3; i++) {
      assertThat(SERVICE.post("/jobs/sleep?strategy=execute-blocking").statusCode()).isEqualTo(429);
    }
    Exposition full = read();
    SERVICE.delete("/jobs/" + queued);
    SERVICE.delete("/jobs/" + running);
    Exposition after = read();

    assertCounted(before, after, 1, "kind", "fail", "outcome", "failed");
    assertCounted(before, after, 1, "strategy", "virtual-thread", "outcome", "timed-out");
    assertCounted(before, after, 1, "strategy", "virtual-thread", "outcome", "succeeded");
    assertCounted(before, after, 1, "strategy", "worker-verticle", "outcome", "expired");
    assertCounted(before, after, 1, "strategy", "worker-verticle", "outcome", "cancelled");
    assertCounted(before, after, 2, "strategy", "execute-blocking", "outcome", "cancelled");
    assertCounted(before, after, 3, "strategy", "execute-blocking", "outcome", "rejected");
    assertThat(full.sum("interleave_permits_free", "strategy", "execute-blocking")).isZero();
    assertThat(full.sum("interleave_calls_running", "strategy", "execute-blocking")).isOne();
    assertThat(full.sum("interleave_calls_queued", "strategy", "execute-blocking")).isOne();
    assertThat(after.sum("interleave_calls_queued", "strategy", "execute-blocking")).isZero();
    assertThat(after.sum("interleave_queue_capacity", "strategy", "execute-blocking")).isOne();
  }

  @Test
  void everyJobThatRanIsInBothHistograms() {
    Exposition before = read();
    for (int i = 0; i < 5; i++) {
      end("/jobs/sleep?duration=20ms&strategy=execute-blocking-ordered");
    }

    Exposition after = read();

    for (String name : List.of("interleave_queue_wait_seconds", "interleave_run_time_seconds")) {
      String[] strategy = {"strategy", "execute-blocking-ordered"};
      assertThat(after.sum(name + "_count", strategy) - before.sum(name + "_count", strategy))
          .as(name)
          .isEqualTo(5);
    }
    String[] short10 = {"strategy", "execute-blocking-ordered", "le", "0.01"};
    assertThat(after.sum("interleave_run_time_seconds_bucket", short10))
        .isEqualTo(before.sum("interleave_run_time_seconds_bucket", short10));
    assertThat(
            after.sum("interleave_run_time_seconds_sum", "strategy", "execute-blocking-ordered")
                - before.sum(
                    "interleave_run_time_seconds_sum", "strategy", "execute-blocking-ordered"))
        .isGreaterThan(0.099);
  }

  @Test
  void bucketsAreCumulativeAndEndWithTheCount() {
    end("/jobs/sleep?duration=5ms&strategy=virtual-thread");
    Exposition now = readUntil(MetricsTest::isMeasured);

    List<String> histograms =
        now.types().entrySet().stream()
            .filter(family -> family.getValue().equals("histogram"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(histograms).hasSize(6);
    for (String name : histograms) {
      for (Exposition.Sample count : now.all(name + "_count")) {
        String[] labels =
            count.labels().entrySet().stream()
                .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
                .toArray(String[]::new);
        List<Double> buckets =
            now.all(name + "_bucket", labels).stream().map(Exposition.Sample::value).toList();
        assertThat(buckets).as(name).isSorted().hasSize(19).last().isEqualTo(count.value());
      }
    }
  }

  @Test
  void aBlockOfTheLoopIsCountedWithItsCauseAndInTheLateness() {
    Exposition before = read();
    try (EventReader timeline = SERVICE.open("/timeline")) {
      end("/jobs/sleep?duration=400ms&strategy=event-loop");
      timeline.next(event -> event.name().equals("blocked") && event.data().getBoolean("over"));
    }
    String[] call = {"loop", "loop-under-test", "cause", "call"};

    Exposition after = read();

    assertThat(increase(before, after, "interleave_loop_blocks_total", call)).isPositive();
    assertThat(increase(before, after, "interleave_loop_blocked_seconds_total", call))
        .isBetween(0.2, 5.0);
    assertThat(after.sum("interleave_ticks_missed_total"))
        .isGreaterThan(before.sum("interleave_ticks_missed_total"));
    String corrected = "interleave_loop_lateness_corrected_seconds_bucket";
    String[] late = {"loop", "loop-under-test", "le", "0.1"};
    String[] all = {"loop", "loop-under-test", "le", "+Inf"};
    // Of 40 due times that a block of 400 ms swallows, 30 are later than 100 ms.
    readUntil(now -> now.sum(corrected, all) - now.sum(corrected, late) > 20);
  }

  @Test
  void aBlockThatGoesOnHasAnAge() {
    String job = start("/jobs/sleep?duration=10s&strategy=event-loop");
    try (EventReader timeline = SERVICE.open("/timeline")) {
      timeline.next(event -> event.name().equals("blocked") && !event.data().getBoolean("over"));

      assertThat(read().sum("interleave_loop_block_age_seconds", "loop", "loop-under-test"))
          .isGreaterThan(0.05);

      SERVICE.delete("/jobs/" + job);
      timeline.next(event -> event.name().equals("blocked") && event.data().getBoolean("over"));
    }
    readUntil(now -> now.sum("interleave_loop_block_age_seconds", "loop", "loop-under-test") == 0);
  }

  @Test
  void deafThreadsAreCounted() {
    String job =
        start("/jobs/sleep?duration=4s&interruptible=false&strategy=execute-blocking-ordered");
    try (EventReader events = SERVICE.open("/jobs/" + job + "/events")) {
      events.next("started");
      SERVICE.delete("/jobs/" + job);

      assertThat(read().sum("interleave_threads_deaf", "strategy", "execute-blocking-ordered"))
          .isOne();
    }
  }

  @Test
  void watchersAndWhatTheyLoseAreCounted() throws IOException {
    Exposition before = read();
    try (Socket slow = SERVICE.connect(4096)) {
      OutputStream out = slow.getOutputStream();
      out.write(
          "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      readUntil(later -> increase(before, later, "interleave_watchers_cut_off_total") > 0);

      // One answer is not of one moment: what was lost may have been read before it was counted.
      Exposition now = read();
      assertThat(now.sum("interleave_events_lost_total"))
          .isGreaterThan(before.sum("interleave_events_lost_total") + 50);
      assertThat(now.sum("interleave_watchers_opened_total"))
          .isGreaterThan(before.sum("interleave_watchers_opened_total"));
    }
    try (EventReader ticker = SERVICE.open("/ticker")) {
      ticker.next("tick");
      // Those of other tests may be leaving.
      readUntil(now -> now.sum("interleave_watchers") == 1);
    }
  }

  @Test
  void anExperimentThatRunsIsToldOf() {
    assertThat(read().sum("interleave_experiments_running")).isZero();
    JsonObject experiment =
        SERVICE.postJson("/experiments?kind=sleep&duration=1s&jobs=100&strategies=virtual-thread");

    assertThat(read().sum("interleave_experiments_running")).isOne();

    SERVICE.delete("/experiments/" + experiment.getLong("id"));
    assertThat(read().sum("interleave_experiments_running")).isZero();
  }

  @Test
  void whatStrangersMakeUpMakesNoSeries() throws IOException {
    readUntil(MetricsTest::isMeasured);
    strange(0);
    Set<String> series = seriesThatClientsMayMake();

    for (int i = 1; i <= 250; i++) {
      strange(i);
    }

    assertThat(seriesThatClientsMayMake()).isEqualTo(series);
  }

  @Test
  void everyMethodThatARouteHasIsCountedByItsName() {
    Exposition before = read();
    String[] put = {"method", "PUT", "code", "204"};

    assertThat(SERVICE.send("PUT", "/health/ready").statusCode()).isEqualTo(204);

    readUntil(now -> increase(before, now, "vertx_http_server_requests_total", put) > 0);
  }

  /** Of every sort of request that has a word of its own. */
  private static void strange(int i) throws IOException {
    SERVICE.get("/nothing-" + i);
    SERVICE.get("/jobs/nothing-" + i);
    SERVICE.get("/page/nothing-%d.js".formatted(i));
    SERVICE.post("/jobs/kind-" + i);
    SERVICE.post("/jobs/sleep?strategy=strategy-" + i);
    SERVICE.send("ODD" + i, "/jobs");
    try (Socket socket = SERVICE.connect(4096)) {
      socket
          .getOutputStream()
          .write(
              "BREW%d /pot-%d HTTP/1.1\r\nHost: host-%d\r\nConnection: close\r\n\r\n"
                  .formatted(i, i, i)
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  private static void assertCounted(
      Exposition before, Exposition after, int jobs, String... labels) {
    assertThat(increase(before, after, "interleave_jobs_total", labels))
        .as(List.of(labels).toString())
        .isEqualTo(jobs);
  }

  private static double increase(
      Exposition before, Exposition after, String name, String... labels) {
    return after.sum(name, labels) - before.sum(name, labels);
  }

  private static Exposition read() {
    return new Exposition(SERVICE.get("/metrics").body());
  }

  private static Exposition readUntil(Predicate<Exposition> isSo) {
    Exposition now = read();
    for (long end = System.nanoTime() + PATIENCE.toNanos(); !isSo.test(now); now = read()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    return now;
  }

  /** Lateness is told of windows that are over. */
  private static boolean isMeasured(Exposition now) {
    return now.sum("interleave_loop_lateness_seconds_count", "loop", "service") > 0;
  }

  /** Another test's stream may end meanwhile, and the collector of garbage have a new cause. */
  private static Set<String> seriesThatClientsMayMake() {
    return read().series().stream()
        .filter(series -> !series.startsWith("jvm_gc_") && !series.contains("route=/ticker"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String start(String path) {
    return SERVICE.postJson(path).getString("id");
  }

  private static void end(String path) {
    SERVICE.awaitEnd(start(path));
  }
}
