package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.EventReader;
import dev.interleave.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad request gets an answer that says what is wrong, and leaves nothing behind. */
class BadInputTest {
  @RegisterExtension
  static final TestService SERVICE =
      new TestService(
          "ticker.interval", "50ms", "http.max-wait", "500ms", "streams.heartbeat", "200ms");

  private EventReader ticker;

  @BeforeEach
  void watch() {
    ticker = SERVICE.open("/ticker");
  }

  @AfterEach
  void theTickerGoesOnAndNoJobIsLeft() {
    try (EventReader watched = ticker) {
      for (int tick = 0; tick < 3; tick++) {
        watched.next("tick");
      }
    }
    for (String state : List.of("queued", "running")) {
      assertThat(SERVICE.getJson("/jobs?state=" + state).getJsonArray("jobs")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /jobs/sleep?duration=11m | duration | 11m | a duration from 0s to 10m, written as",
        "POST /jobs/sleep?duration= | duration | '' | a duration from 0s to 10m",
        "POST /jobs/sleep?duration | duration | '' | a duration from 0s to 10m",
        "POST /jobs/sleep?duration=-1s | duration | -1s | a duration from 0s",
        "POST /jobs/sleep?duration=1s&duration=2s | duration | 1s, 2s | given once",
        "POST /jobs/sleep?duration=1%00s | duration | 1 | a duration",
        "POST /jobs/sleep?interruptible=maybe | interruptible | maybe | true or false",
        "POST /jobs/sleep?rounds=1 | rounds | 1 | duration, interruptible, strategy, wait",
        "POST /jobs/sleep?Duration=1s | Duration | 1s | duration, interruptible",
        "POST /jobs/sleep?strategy=threads | strategy | threads | one of event-loop, execute-block",
        "POST /jobs/sleep?strategy=A%20B | strategy | A B | lower-case letters, digits",
        "POST /jobs/sleep?strategy=event-loop&strategy=event-loop | strategy | event-loop, event-l | given once",
        "POST /jobs/sleep?wait=501ms | wait | 501ms | a duration from 0s to 500ms",
        "POST /jobs/sleep?wait=x | wait | x | a duration from 0s to 500ms",
        "POST /jobs/sleep?wait=%E2%82%AC | wait | € | a duration, written as",
        "POST /jobs/sleep?arguments=x | arguments | x | duration, interruptible",
        "POST /jobs/cpu?rounds=0 | rounds | 0 | a whole number from 1 to 1000000000",
        "POST /jobs/cpu?rounds=1e9 | rounds | 1e9 | a whole number",
        "POST /jobs/cpu?rounds=99999999999999999999 | rounds | 99999999999999999999 | a whole",
        "POST /jobs/file?size=17MiB | size | 17MiB | a size in bytes from 1 to 16MiB",
        "POST /jobs/file?path=/etc/passwd | path | /etc/passwd | size",
        "GET /jobs/abc | job | abc | the id of a job, a UUID, which GET /jobs lists; POST takes a kind, one of sleep, cpu",
        "GET /jobs/1 | job | 1 | the id of a job, a UUID",
        "GET /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5g | job | 019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5g | the id",
        "DELETE /jobs/-1 | job | -1 | the id of a job",
        "GET /jobs/99999999999999999999/events | job | 99999999999999999999 | the id",
        "GET /jobs?limit=0 | limit | 0 | a whole number from 1 to 500",
        "GET /jobs?limit=501 | limit | 501 | a whole number from 1 to 500",
        "GET /jobs?limit=ten | limit | ten | a whole number from 1 to 500",
        "GET /jobs?state=done | state | done | one of queued, running, succeeded, failed, cancel",
        "GET /jobs?before=1 | before | 1 | the id of a job, a UUID",
        "GET /jobs?page=2 | page | 2 | state, kind, strategy, limit, before, format",
        "GET /version?x=1 | x | 1 | no parameters",
        "GET /timeline?format=xml | format | xml | one of sse, text, ndjson",
        "GET /loops?format=xml | format | xml | one of json, text, sse, ndjson",
        "GET /loops?loop=1 | loop | 1 | after, format",
        "GET /timeline?after=-1 | after | -1 | a whole number from 0 to 999999999999999",
        "GET /ticker?after=now | after | now | a whole number from 0 to 999999999999999",
        "POST /experiments | kind | '' | lower-case letters",
        "POST /experiments?kind=nap | kind | nap | one of sleep, cpu",
        "POST /experiments?kind=sleep&duration=x | duration | x | a duration",
        "POST /experiments?kind=sleep&rounds=1 | rounds | 1 | duration, interruptible, kind, strategies, jobs, pools, concurrency, rate, warmup, repetitions, seed",
        "POST /experiments?kind=sleep&duration=11s | duration | 11s | up to 10s by event-loop",
        "POST /experiments?kind=sleep&strategies=threads | strategies | threads | one of event-loop",
        "POST /experiments?kind=sleep&strategies=event-loop, | strategies | '' | one of event-loop",
        "POST /experiments?kind=sleep&strategies= | strategies | '' | all, or names of strategies",
        "POST /experiments?kind=sleep&strategies=event-loop(duration) | strategies | event-loop(duration) | arguments in parentheses, as in (duration=20ms)",
        "POST /experiments?kind=sleep&strategies=virtual-thread(duration=22ms | strategies | virtual-thread(duration=22ms | arguments between ( and ), as in virtual-thread(duration=22ms); here a bracket is not closed",
        "POST /experiments?kind=sleep&strategies=virtual-thread) | strategies | virtual-thread) | arguments between ( and )",
        "POST /experiments?kind=sleep&strategies=event-loop(rounds=1) | rounds | 1 | duration, interruptible",
        "POST /experiments?kind=sleep&strategies=event-loop(duration=11s) | duration | 11s | up to 10s by event-loop",
        "POST /experiments?kind=sleep&strategies=,,,,,,,,,,,, | strategies | ,,,,,,,,,,,, | up to 12",
        "POST /experiments?kind=sleep&jobs=0 | jobs | 0 | a whole number from 1 to 100000",
        "POST /experiments?kind=sleep&jobs=10000&repetitions=1&warmup=0&strategies=event-loop,virtual-thread,worker-verticle | jobs | 10000 | (jobs + warm-up) × strategies × repetitions up to 20000; this would be 30000",
        "POST /experiments?kind=sleep&concurrency=18 | concurrency | 18 | up to 17 by event-loop",
        "POST /experiments?kind=sleep&concurrency=1&rate=1 | concurrency | 1 | either a concurrency or a rate",
        "POST /experiments?kind=sleep&concurrency=1&pools=configured | pools | configured | either a concurrency or configured pools",
        "POST /experiments?kind=sleep&pools=mine | pools | mine | one of equal, configured",
        "POST /experiments?kind=sleep&dry-run=maybe | dry-run | maybe | one of true, false",
        "POST /experiments?kind=sleep&rate=0 | rate | 0 | a whole number from 1 to 10000",
        "POST /experiments?kind=sleep&warmup=-1 | warmup | -1 | a whole number from 0 to 1000",
        "POST /experiments?kind=sleep&repetitions=21 | repetitions | 21 | a whole number from 1 to 20",
        "POST /experiments?kind=sleep&seed=x | seed | x | a whole number from 0 to 999999999",
        "GET /experiments/0 | experiment | 0 | a whole number from 1",
        "GET /experiments/1?format=xml | format | xml | one of json, text, csv, html",
        "POST /scenarios/blocking?seconds=11s | seconds | 11s | a duration from 50ms to 10s",
        "POST /scenarios/blocking?interval=1ms | interval | 1ms | a duration from 10ms to 5s",
        "POST /scenarios/blocking?strategy=virtual-thread | strategy | virtual-thread | event-loop",
        "POST /scenarios/offloaded?strategy=none | strategy | none | one of event-loop",
        "POST /scenarios/offloaded?times=2 | times | 2 | seconds, interval, strategy"
      })
  void aBadParameterIsNamedWithItsValueAndWhatIsAllowed(
      String request, String parameter, String value, String allowed) {
    HttpResponse<String> response = send(request);

    JsonObject problem = problem(response, 400);
    assertThat(problem.getString("type")).isEqualTo("urn:interleave:problem:invalid-parameter");
    assertThat(problem.getString("parameter")).isEqualTo(parameter);
    assertThat(problem.getString("value")).startsWith(value);
    assertThat(problem.getString("allowed")).startsWith(allowed);
    assertThat(problem.getString("detail")).startsWith(parameter + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /nothing | 404 | nothing is at /nothing",
        "GET /jobs/1/2/3 | 404 | nothing is at",
        "GET /..%2f..%2fetc/passwd | 404 | nothing is at",
        "GET /conf/interleave.yaml | 404 | nothing is at",
        "POST /jobs/nap | 404 | no kind is named nap; there are sleep, cpu, file, jdbc, socket, lock, pin, allocate, fail",
        "POST /jobs/Sleep | 404 | no kind is named Sleep; did you mean sleep? there are sleep, cpu",
        "POST /jobs/slep?x=1 | 404 | no kind is named slep; did you mean sleep? there are sleep",
        "POST /jobs/%3Cb%3E | 404 | no kind is named <b>; there are sleep",
        "GET /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a | 404 | no job has the id 019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a",
        "DELETE /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a | 404 | no job has the id 019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a",
        "GET /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a/events | 404 | no job has the id 019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a",
        "GET /scenarios/none | 404 | no scenario is named none; there are blocking, offloaded",
        "POST /scenarios/none | 404 | no scenario is named none",
        "GET /%zz | 400 | the request cannot be understood",
        "GET /jobs?limit=%zz | 400 | ",
        "GET /jobs?%zz=1 | 400 | "
      })
  void whatIsNotThereIsSaidToBeNotThere(String request, int status, String detail)
      throws IOException {
    JsonObject problem = problem(raw(request), status);

    assertThat(problem.getString("detail")).startsWith(detail == null ? "" : detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /jobs/sleep?duration=2s | sleep?duration=2s",
        "GET /jobs/SLEEP?duration=2s | sleep?duration=2s",
        "DELETE /jobs/cpu | cpu",
        "GET /jobs/file/events?after=1 | file?after=1",
        "GET /jobs/sleep?x='%3Bls%3B' | sleep?x=%27%3Bls%3B%27"
      })
  void whoReadsAKindIsGivenTheLineThatStartsAJob(String request, String target) throws IOException {
    JsonObject problem = problem(raw(request), 405);

    String kind = target.replaceFirst("\\?.*", "");
    assertThat(problem.getString("detail"))
        .startsWith(kind + " is a kind; use POST to start a job of it: curl -X POST '")
        .endsWith("/jobs/" + target + "'");
  }

  @Test
  void aNameThatIsNearlyRightIsNamed() {
    JsonObject problem = problem(send("POST /jobs/sleep?Duration=1s"), 400);

    assertThat(problem.getString("detail"))
        .startsWith(
            "Duration: unknown (did you mean duration?); allowed: duration, interruptible, strategy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /jobs | GET, HEAD, OPTIONS",
        "PUT /jobs/ | GET, HEAD, OPTIONS",
        "POST /jobs | GET, HEAD, OPTIONS",
        "PATCH /jobs/019aba3c-7d2e-7001-9c3b-6f0e1d2c4b5a | DELETE, GET, HEAD, OPTIONS, POST",
        "DELETE /ticker | GET, HEAD, OPTIONS",
        "POST /health/live | GET, HEAD, OPTIONS",
        "PUT /scenarios/blocking | GET, HEAD, OPTIONS, POST",
        "HEAD /nothing-but-health/ | ",
        "BREW /kinds | GET, HEAD, OPTIONS"
      })
  void aWrongMethodIsToldTheRightOnes(String request, String allow) {
    HttpResponse<String> response = send(request);

    if (allow == null) {
      assertThat(response.statusCode()).isEqualTo(404);
    } else {
      problem(response, 405);
      assertThat(response.headers().firstValue("Allow")).contains(allow);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /ticker | application/json | offered: text/event-stream",
        "GET /timeline | image/png | offered: text/event-stream, application/x-ndjson, text/plain",
        "GET /jobs | text/html | offered: application/json",
        "POST /jobs/sleep | text/html | offered: application/json",
        "POST /scenarios/blocking | application/json | offered: text/plain, text/event-stream",
        "GET /kinds | application/json;q=0 | offered: application/json",
        "GET /openapi.yaml | image/* | offered: application/yaml, text/plain"
      })
  void aMediaTypeThatIsNotOfferedIsToldWhatIs(String request, String accept, String offered) {
    String[] parts = request.split(" ");

    HttpResponse<String> response = SERVICE.send(parts[0], parts[1], "Accept", accept);

    assertThat(problem(response, 406).getString("detail")).contains(offered);
  }

  @Test
  void malformedAcceptHeadersAreNoFaultOfTheService() {
    for (String accept :
        List.of(";;;", "/", "a/b/c", "*/*;q=high", ",", "text/html;q=2", "\"", "*")) {
      assertThat(SERVICE.get("/kinds", "Accept", accept).statusCode())
          .as(accept)
          .isIn(200, 400, 406);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X-Request-Id | a b | 400",
        "X-Request-Id | 12345678901234567890123456789012345678901234567890123456789012345 | 400",
        "Last-Event-ID | newest | 400",
        "Last-Event-ID | -1 | 400",
        "Last-Event-ID | 99999999999999999999 | 400",
      })
  void aBadHeaderIsNamed(String header, String value, int status) {
    HttpResponse<String> response = SERVICE.get("/ticker", header, value);

    assertThat(problem(response, status).getString("parameter")).isEqualTo(header);
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void headersOfJobsAreHeldToTheirBoundsToo() {
    assertThat(
            problem(SERVICE.post("/jobs/sleep", "Idempotency-Key", "x".repeat(129)), 400)
                .getString("parameter"))
        .isEqualTo("Idempotency-Key");
    assertThat(
            problem(SERVICE.post("/jobs/sleep", "Prefer", "wait=900"), 400).getString("parameter"))
        .isEqualTo("Prefer: wait");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: application/json\\r\\nContent-Length: 2\\r\\n\\r\\n{} | 415",
        "Content-Length: 2\\r\\n\\r\\n{} | 400",
        "Transfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 400",
        "Content-Type: text/plain\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n | 415"
      })
  void aBodyWhereNoneBelongsIsRefused(String rest, int status) throws IOException {
    String answer =
        exchange(
            "POST /jobs/sleep HTTP/1.1\r\nHost: localhost\r\n" + rest.replace("\\r\\n", "\r\n"));

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("no request here may have a body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /LONG HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 414",
        "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: LONG\\r\\n\\r\\n | 431",
        "GET / HTTP/1.1\\r\\nno colon\\r\\n\\r\\n | 400",
        "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: \0\\r\\n\\r\\n | 400",
        "NOT HTTP AT ALL\\r\\n\\r\\n | 400",
        "GET /\\r\\n\\r\\n | 400",
        "GET /version HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n | 400",
        "GET /version HTTP/1.1\\r\\nHost: x:99999\\r\\nConnection: close\\r\\n\\r\\n | 400",
        "GET /version HTTP/1.1\\r\\nHost: [::1\\r\\nConnection: close\\r\\n\\r\\n | 400",
        "GET ?x HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n | 400",
        "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: -5\\r\\n\\r\\n | 400"
      })
  void whatIsHardlyHttpGetsAnAnswerAllTheSame(String text, int status) throws IOException {
    String answer = exchange(text.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(20_000)));

    assertThat(answer).startsWith("HTTP/1.").contains(" " + status + " ");
    assertThat(answer).contains("application/problem+json");
  }

  @Test
  void afterABodyThatIsRefusedNothingMoreIsRead() throws IOException {
    try (Socket socket = SERVICE.connect(4096)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /jobs/sleep HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes());
      byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes();

      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(chunk);
                }
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void preferencesMayComeOnSeveralLinesAndBesideOthers() {
    HttpResponse<String> response =
        SERVICE.post(
            "/jobs/sleep?duration=1ms", "Prefer", "respond-async; wait=x", "Prefer", "wait=0.4");

    assertThat(response.headers().firstValue("Preference-Applied")).contains("wait=0.4");
    SERVICE.awaitEnd(TestService.json(response).getString("id"));
  }

  @Test
  void aRequestThatIsNeverFinishedIsCutOff() throws IOException {
    try (TestService service =
            new TestService(
                    "http.idle-timeout",
                    "1s",
                    "http.max-wait",
                    "500ms",
                    "streams.heartbeat",
                    "200ms")
                .start();
        Socket half = service.connect(4096)) {
      half.getOutputStream().write("POST /jobs/sleep HTTP/1.1\r\nHost:".getBytes());
      half.getOutputStream().flush();

      assertThat(half.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void watchersThatVanishLeaveNothing() throws IOException {
    for (int i = 0; i < 50; i++) {
      for (String path : List.of("/ticker", "/timeline", "/timeline?format=text")) {
        Socket watcher = SERVICE.connect(4096);
        watcher
            .getOutputStream()
            .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
        watcher.getOutputStream().flush();
        assertThat(watcher.getInputStream().read()).isEqualTo('H');
        watcher.setSoLinger(true, 0);
        watcher.close();
      }
    }

    while (SERVICE.service().watchers() > 1) {
      Thread.onSpinWait();
    }
    assertThat(SERVICE.service().watchers()).as("the ticker of this test").isEqualTo(1);
  }

  @Test
  void whoWaitsForAJobAndVanishesLosesNothingButTheAnswer() throws IOException {
    try (Socket waiting = SERVICE.connect(4096)) {
      waiting
          .getOutputStream()
          .write(
              "POST /jobs/sleep?duration=100ms&wait=400ms HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: gone\r\n\r\n"
                  .getBytes());
      waiting.getOutputStream().flush();
      awaitJobOf("gone");
    }

    JsonObject job = awaitJobOf("gone");
    assertThat(SERVICE.awaitEnd(job.getString("id")).getString("state")).isEqualTo("succeeded");
  }

  private static JsonObject awaitJobOf(String requestId) {
    while (true) {
      for (Object job : SERVICE.getJson("/jobs").getJsonArray("jobs")) {
        if (((JsonObject) job).getString("requestId").equals(requestId)) {
          return (JsonObject) job;
        }
      }
    }
  }

  private static HttpResponse<String> send(String request) {
    String[] parts = request.split(" ");
    return SERVICE.send(parts[0], parts[1]);
  }

  private static JsonObject problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonObject problem = TestService.json(response);
    assertThat(problem.getInteger("status")).isEqualTo(status);
    assertThat(problem.getString("requestId"))
        .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
    return problem;
  }

  /** For paths that a client of Java's would not send. */
  private static JsonObject problem(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/problem+json");
    return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")));
  }

  private static String raw(String request) throws IOException {
    return exchange(request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static String exchange(String text) throws IOException {
    try (Socket socket = SERVICE.connect(4096)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
