package dev.interleave.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar beside a Vert.x application that knows nothing of it. */
class AttachIT {
  private static Application application;

  @BeforeAll
  static void start() throws Exception {
    application = Application.attached();
    application.ask("/hello");
  }

  @AfterAll
  static void end() {
    application.close();
  }

  @Test
  void theApplicationAnswersAsItDoesWithoutTheJar() throws Exception {
    try (Application alone = Application.alone()) {
      for (String path : List.of("/hello", "/offload?ms=1", "/worker?ms=1", "/file")) {
        assertThat(application.ask(path)).isEqualTo(alone.ask(path));
      }
      assertThat(alone.log()).noneMatch(line -> line.contains("Interleave"));
    }
  }

  @Test
  void aCallThatBlocksALoopIsReportedWithItsStack() throws Exception {
    application.ask("/block?ms=120");

    JsonObject block = blockAt("Mistakes.blockTheLoop");
    assertThat(block.getDouble("lengthMs")).isGreaterThanOrEqualTo(118);
    assertThat(block.getString("cause")).isEqualTo("call");
    assertThat(block.getJsonArray("frames").encode()).contains("PlainApplication.answer");
    Application.await(
        application::log,
        log ->
            log.stream()
                .anyMatch(line ->
                    line.contains("was blocked for") && line.contains("Mistakes.blockTheLoop")));
  }

  @Test
  void soIsOneInAHandlerOfNettys() throws Exception {
    int port = Integer.parseInt(application.ask("/raw-port"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write("x".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(socket.getInputStream().read()).isEqualTo('x');
    }

    assertThat(blockAt("Mistakes.blockInNetty").getDouble("lengthMs")).isGreaterThanOrEqualTo(48);
  }

  @Test
  void everyLoopIsMeasuredBesideAControl() throws Exception {
    JsonObject vertx = application.json("/loops").getJsonArray("vertx").getJsonObject(0);

    assertThat(vertx.getJsonArray("loops").size())
        .isEqualTo(2 * Runtime.getRuntime().availableProcessors());
    assertThat(vertx.getJsonObject("control").getLong("samples")).isPositive();
    assertThat(Application.objects(vertx.getJsonArray("loops")))
        .allSatisfy(loop -> assertThat(loop.getLong("samples")).isPositive());
  }

  @Test
  void callsThatWaitForOneAnotherAreAFinding() throws Exception {
    application.ask("/ordered?ms=200");

    JsonObject finding = finding("calls-in-order");
    assertThat(finding.getString("what")).contains("vert.x-worker-thread");
    assertThat(finding.getString("evidence")).contains("Mistakes.callInOrder");
    assertThat(finding.getString("advice")).contains("pass false");
  }

  @Test
  void aPoolThatIsSaturatedIsAFinding() throws Exception {
    application.ask("/flood?ms=1000");
    JsonObject pool =
        Application.await(
                () -> application.all("/pools", "pools"),
                pools -> pools.stream().anyMatch(each -> each.getInteger("queued") >= 30))
            .stream()
            .filter(each -> each.getInteger("queued") >= 30)
            .findFirst()
            .orElseThrow();

    assertThat(pool.getString("name")).isEqualTo("vert.x-worker-thread");
    assertThat(pool.getInteger("size")).isEqualTo(20);
    assertThat(pool.getInteger("running")).isEqualTo(20);
    assertThat(finding("pool-saturated").getString("evidence")).contains("20 threads");
  }

  @Test
  void aVirtualThreadThatIsPinnedIsAFinding() throws Exception {
    application.ask("/pinned?ms=1");
    // The recorder starts when virtual threads are first seen.
    Application.await(
        () -> {
          application.ask("/pinned?ms=60");
          return application.json("/threads").getJsonArray("pinned");
        },
        pinned -> !pinned.isEmpty());

    assertThat(finding("thread-pinned").getString("what")).contains("Mistakes");
  }

  @Test
  void theMetricsAreInTheFormOfPrometheus() throws Exception {
    application.ask("/offload?ms=1");

    assertThat(application.get("/metrics").body())
        .contains(
            "interleave_loop_lateness_corrected_seconds_bucket{loop=\"vert.x-eventloop-thread")
        .contains("interleave_control_lateness_corrected_seconds_count")
        .contains("interleave_pool_size{pool=\"vert.x-worker-thread\"");
  }

  @Test
  void aBlockThatGoesOnIsToldBeforeItEnds() throws Exception {
    try (Application other = Application.attached()) {
      Thread client =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  other.ask("/block?ms=20000");
                } catch (Exception endsWithTheApplication) {
                  Thread.currentThread().interrupt();
                }
              });

      Application.await(
          other::log,
          log ->
              log.stream()
                  .anyMatch(line ->
                      line.contains("has been blocked for")
                          && line.contains("Mistakes.blockTheLoop")));
      assertThat(other.json("/findings").getJsonArray("findings").encode())
          .containsPattern("is blocked, for .* by now, by [^\"]*Mistakes.blockTheLoop");
      assertThat(other.get("/metrics").body())
          .containsPattern("interleave_loop_blocked_now_seconds\\{[^}]*} [1-9]");
      assertThat(client.isAlive()).isTrue();
    }
  }

  /** Class files name the oldest Java that loads them: 55 is Java 11, which Vert.x 5 needs. */
  @Test
  void whatEveryApplicationLoadsIsForEveryJavaThatVertxRunsOn() throws Exception {
    try (JarFile jar = new JarFile("target/interleave-attach.jar")) {
      for (String name : List.of("Agent", "AttachProvider")) {
        ZipEntry entry = jar.getEntry("dev/interleave/attach/" + name + ".class");
        try (DataInputStream file = new DataInputStream(jar.getInputStream(entry))) {
          assertThat(file.readInt()).isEqualTo(0xcafebabe);
          assertThat(file.readUnsignedShort()).isZero();
          assertThat(file.readUnsignedShort()).as(name).isEqualTo(55);
        }
      }
    }
  }

  @Test
  void itAnswersWhileEveryLoopIsBlocked() throws Exception {
    Thread blocked =
        Thread.ofVirtual()
            .start(() -> {
              try {
                application.ask("/block?ms=1500");
              } catch (Exception failed) {
                throw new AssertionError(failed);
              }
            });

    Application.await(
        () -> application.all("/loops", "blocked"),
        blocks -> blocks.stream().anyMatch(block -> !block.getBoolean("over")));
    blocked.join();
  }

  @Test
  void aWrongPathMethodOrHostIsRefusedInWords() throws Exception {
    assertThat(application.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(application.get("/nothing").body()).contains("/findings");
    assertThat(raw("POST /loops HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"))
        .contains("405");
    assertThat(raw("GET /loops HTTP/1.1\r\nHost: example.com\r\n\r\n")).contains("403");
  }

  @Test
  void itIsSwitchedOffByAProperty() throws Exception {
    try (Application off = Application.attached("-Dinterleave.attach.enabled=false")) {
      assertThat(off.ask("/hello")).isEqualTo("hello");
      assertThat(off.log()).anyMatch(line -> line.contains("switched off"));
      assertThat(off.ask("/threads")).isEqualTo("0");
    }
  }

  @Test
  void aSettingThatIsNotAllowedIsToldAndKeepsNothingFromStarting() throws Exception {
    try (Application wrong = Application.attached("-Dinterleave.attach.blocked-after=soon")) {
      assertThat(wrong.ask("/hello")).isEqualTo("hello");
      assertThat(wrong.log())
          .anyMatch(line ->
              line.contains("interleave.attach.blocked-after: \"soon\"; allowed: 1ms to 60000ms"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void besideMicrometerBothHaveTheirMetrics(boolean attachIsFirst) throws Exception {
    try (Application both = Application.withMicrometer(attachIsFirst)) {
      assertThat(both.ask("/offload?ms=1")).isEqualTo("slept");

      assertThat(both.ask("/micrometer"))
          .contains("vertx_http_server_response_time_seconds_count")
          .contains("vertx_pool_completed_total{pool_name=\"vert.x-worker-thread\"");
      assertThat(both.all("/pools", "pools"))
          .anyMatch(pool ->
              pool.getString("name").equals("vert.x-worker-thread")
                  && pool.getInteger("ended") > 0);
      assertThat(both.get("/metrics").body()).contains("interleave_loop_lateness_seconds");
    }
  }

  @Test
  void anApplicationOnVertxFourStartsAndIsToldThatNothingIsWatched() throws Exception {
    assertThat(Application.onVertx4())
        .contains("a loop has run")
        .containsOnlyOnce("Interleave needs Vert.x 5");
  }

  @Test
  @Timeout(60)
  void anApplicationThatUsesVirtualThreadsEndsAsItDoesWithoutTheJar() throws Exception {
    assertThat(Application.onVirtualThreads()).contains("Interleave watches");
  }

  @Test
  void besideTheKitItsBulkheadsAreSeenToo() throws Exception {
    try (Application kit = Application.withKit()) {
      kit.ask("/bulkhead?ms=2000");

      JsonObject bulkhead =
          Application.await(() -> kit.all("/pools", "bulkheads"), all -> !all.isEmpty()).getFirst();
      assertThat(bulkhead.getString("name")).isEqualTo("db");
      assertThat(bulkhead.getInteger("size")).isEqualTo(1);
      assertThat(bulkhead.getInteger("running") + bulkhead.getInteger("queued")).isEqualTo(3);
      Application.await(
          () -> kit.all("/pools", "bulkheads").getFirst(),
          one -> one.getJsonObject("ended").getInteger("succeeded") == 3);
    }
  }

  private static JsonObject blockAt(String where) throws Exception {
    return Application.await(
            () -> application.all("/loops", "blocked"),
            blocks -> blocks.stream().anyMatch(block -> isAt(where, block)))
        .stream()
        .filter(block -> isAt(where, block))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isAt(String where, JsonObject block) {
    return block.getBoolean("over") && String.valueOf(block.getString("where")).contains(where);
  }

  private static JsonObject finding(String kind) throws Exception {
    return Application.await(
            () ->
                Application.objects(application.json("/findings").getJsonArray("findings"))
                    .toList(),
            findings -> findings.stream().anyMatch(each -> each.getString("kind").equals(kind)))
        .stream()
        .filter(each -> each.getString("kind").equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static String raw(String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.attachedPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[256];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, length, StandardCharsets.US_ASCII);
    }
  }
}
