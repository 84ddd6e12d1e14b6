package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

@Faults(Chapter.CLIENTS)
class RefusedIT {
  private static final String TOKEN = "one-that-nobody-knows";

  @Fault(
      value = "a request is pipelined behind one whose body or head is refused",
      promise = "Nothing behind a refusal that closes is executed.")
  void nothingBehindARefusalIsExecuted(Seen seen) throws Exception {
    Map<String, String> refused = new LinkedHashMap<>();
    refused.put(
        "`Content-Length` and `chunked`",
        post("Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\n");
    refused.put("unknown coding", post("Transfer-Encoding: strange"));
    refused.put("two lengths", post("Content-Length: 0", "Content-Length: 4"));
    refused.put("broken chunk", post("Transfer-Encoding: chunked") + "zz\r\n");
    refused.put("broken header", post("no colon"));
    refused.put("long header", post("X: " + "x".repeat(100_000)));
    refused.put(
        "long target",
        "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted("x".repeat(100_000)));
    try (Trial trial = Trial.start(Setup.fresh(), seen)) {
      int number = 0;
      for (Map.Entry<String, String> one : refused.entrySet()) {
        String behind = "behind-" + number++;
        String answer = firstAnswer(trial.port(), one.getValue() + post("X-Request-Id: " + behind));
        seen.fact("%s: %s", one.getKey(), answer);
        assertThat(requests(trial).contains(behind)).as("behind %s", one.getKey()).isFalse();
      }
      trial.keepsThePromise();
    }
  }

  private static String post(String... headers) {
    return "POST /jobs/sleep?duration=1ms HTTP/1.1\r\nHost: localhost\r\n%s\r\n\r\n"
        .formatted(String.join("\r\n", headers));
  }

  /** Waits until the service has closed, so that whatever it executes has begun. */
  private static String firstAnswer(int port, String bytes) throws IOException {
    try (Connection connection = Connection.to(port).patience(Duration.ofSeconds(5))) {
      connection.write(bytes);
      String status = "× " + connection.answer("POST").status();
      connection.endOfRequests();
      connection.awaitClose();
      return status;
    } catch (IOException closed) {
      return "closed";
    }
  }

  private static List<String> requests(Trial trial) throws IOException {
    return trial.send("GET", "/jobs?limit=50").array("jobs").stream()
        .map(job -> ((JsonObject) job).getString("requestId"))
        .toList();
  }

  @Fault(
      value = "a page of another origin, and a name that was made to resolve to this machine",
      promise = "Refused; nothing is started, and the ticker streams on.")
  void foreignOriginsAndHosts(Seen seen) throws Exception {
    try (Trial trial = Trial.start(Setup.fresh(), seen)) {
      int jobs = requests(trial).size();
      Map<String, String[]> requests = new LinkedHashMap<>();
      requests.put("foreign `Origin`", new String[] {"Origin", "http://evil.example"});
      requests.put("`Origin: null`", new String[] {"Origin", "null"});
      requests.put("cross-site fetch", new String[] {"Sec-Fetch-Site", "cross-site"});
      for (Map.Entry<String, String[]> one : requests.entrySet()) {
        Answer answer = trial.send("POST", "/jobs/sleep?duration=1ms", one.getValue());
        seen.fact("%s: %d", one.getKey(), answer.status());
        assertThat(answer.status()).as(one.getKey()).isEqualTo(403);
      }
      for (String method : List.of("GET", "POST")) {
        int status = foreignHost(trial.port(), method);
        seen.fact("%s with a foreign `Host`: %d", method, status);
        assertThat(status).isIn(400, 403, 421);
      }
      assertThat(requests(trial)).hasSize(jobs);
      trial.keepsThePromise();
    }
  }

  private static int foreignHost(int port, String method) throws IOException {
    try (Connection connection = Connection.to(port)) {
      connection.write(method + " /jobs/sleep HTTP/1.1\r\nHost: evil.example:8080\r\n\r\n");
      return connection.answer(method).status();
    }
  }

  @Fault(
      value = "no token, a wrong one, and half of the right one, where `security.token` is set",
      promise =
          "Refused with 401; the right one is accepted, probes stay open, and no token is in the log.")
  void tokens(Seen seen) throws Exception {
    Setup setup = Setup.fresh().set("security.token", TOKEN);
    try (Subject subject = Subject.start(setup);
        Ticks ticks = Ticks.of(subject.port());
        Connection connection = Connection.to(subject.port())) {
      String job = "/jobs/sleep?duration=1ms";
      int none = connection.send("POST", job).status();
      int wrong = connection.send("POST", job, "Authorization", "Bearer wrong").status();
      int half =
          connection
              .send(
                  "POST", job, "Authorization", "Bearer " + TOKEN.substring(0, TOKEN.length() / 2))
              .status();
      int right = connection.send("POST", job, "Authorization", "Bearer " + TOKEN).status();
      int probe = connection.send("GET", "/health/ready").status();
      ticks.awaitMore(10);
      seen.fact(
          "none: %d, wrong: %d, half: %d, right: %d, a probe: %d", none, wrong, half, right, probe);
      seen.fact("ticks: %,d and %,d missed", ticks.count(), ticks.missed());
      assertThat(List.of(none, wrong, half)).containsOnly(401);
      assertThat(right).isEqualTo(202);
      assertThat(probe).isEqualTo(200);
      assertThat(subject.output()).noneMatch(line -> line.contains(TOKEN));
    }
  }
}
