package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code -Dfuzz.seed=…} tries other requests. */
@Faults(Chapter.CLIENTS)
class FuzzIT {
  private static final long SEED = Long.getLong("fuzz.seed", 20261125);
  private static final int CLIENTS = 25;

  @Fault(
      value =
          "100,000 requests made from the contract: every operation and parameter, at, within and"
              + " beyond its bounds, and garbage",
      promise = "Each is answered, and each error is a problem that has its status.")
  void requestsFromTheContract(Seen seen) throws Exception {
    int requests = Scale.of(100_000, 6_000);
    AtomicInteger problems = new AtomicInteger();
    try (Trial trial = Trial.start(quick(), seen)) {
      Clients.start(
              CLIENTS,
              (number, goesOn) -> {
                ContractRequests made = new ContractRequests(SEED + number);
                Connection connection = Connection.to(trial.port());
                for (int i = 0; i < requests / CLIENTS; i++) {
                  Request request = made.next();
                  String name = "request %d of seed %d: %s".formatted(i, SEED + number, request);
                  Answer answer = answer(trial, connection, request, name);
                  if (answer.status() >= 400 && !request.method().equals("HEAD")) {
                    assertThat(answer.json().getValue("status"))
                        .as(name)
                        .isIn(answer.status(), "DOWN");
                    problems.incrementAndGet();
                  } else if (answer.status() == 202) {
                    made.known(String.valueOf(answer.json().getValue("id")));
                  }
                  if (answer.isStream() || answer.closes()) {
                    connection.close();
                    connection = Connection.to(trial.port());
                  }
                }
                connection.close();
              })
          .join();
      seen.fact("seed %d; %,d problems", SEED, problems.get());
      trial.send("PUT", "/health/ready"); // One of the requests may have disabled it,
      trial.mayHaveBeenUnavailable(); // and others have asked whether it is ready.
      trial.keepsThePromise();
    }
  }

  private static Answer answer(Trial trial, Connection connection, Request request, String name) {
    try {
      Answer answer =
          trial.send(connection, request.method(), request.target(), request.headerLines());
      assertThat(answer.status()).as("%s: %s", name, answer.body()).isIn(allowed(answer.status()));
      return answer;
    } catch (IOException | RuntimeException unanswered) {
      throw new AssertionError(name, unanswered);
    }
  }

  private static Iterable<Integer> allowed(int status) {
    return status < 500 || status == 503 ? List.of(status) : List.of();
  }

  @Fault(
      value = "10,000 connections with random bytes, or with a request in which bytes were changed",
      promise = "Each is answered or closed. (A version of HTTP that there is not is a 505.)")
  void rawBytes(Seen seen) throws Exception {
    int connections = Scale.of(10_000, 1_000);
    Map<String, Long> outcomes = new ConcurrentSkipListMap<>();
    try (Trial trial = Trial.start(quick(), seen)) {
      Clients.start(
              CLIENTS,
              (number, goesOn) -> {
                Random random = new Random(SEED + number);
                for (int i = 0; i < connections / CLIENTS; i++) {
                  byte[] bytes = bytes(random);
                  String outcome = outcome(trial.port(), bytes);
                  assertThat(outcome)
                      .as(() ->
                          "bytes of seed %d: %s"
                              .formatted(
                                  SEED + number, new String(bytes, StandardCharsets.ISO_8859_1)))
                      .matches("closed|× [1234].*|× 505");
                  outcomes.merge(outcome, 1L, Long::sum);
                }
              })
          .join();
      seen.fact("seed %d", SEED);
      seen.counts("connections", outcomes);
      trial.keepsThePromise();
    }
  }

  /** Bounds that end soon whatever a request asks for, and that keep every job. */
  private static Setup quick() throws IOException {
    Setup setup =
        Setup.fresh()
            .set("experiments.max-duration", "1s")
            .set("jobs.keep", "200000")
            .set("jobs.keep-bytes", "512MiB")
            .set("strategies.event-loop.max-duration", "20ms")
            .set("strategies.event-loop.call-timeout", "50ms");
    for (String strategy :
        List.of(
            "execute-blocking",
            "execute-blocking-ordered",
            "worker-verticle",
            "virtual-thread",
            "virtual-thread-verticle")) {
      setup.set("strategies." + strategy + ".call-timeout", "100ms");
    }
    return setup;
  }

  private static byte[] bytes(Random random) {
    if (random.nextInt(3) == 0) {
      byte[] any = new byte[1 + random.nextInt(2000)];
      random.nextBytes(any);
      return any;
    }
    String[] requests = {
      "POST /jobs/sleep?duration=1ms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody",
      "GET /kinds HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nX-Request-Id: a\r\n\r\n",
      "POST /jobs/cpu HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
      "GET /ticker HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 3\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    };
    StringBuilder request = new StringBuilder(requests[random.nextInt(requests.length)]);
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(request.length());
      switch (random.nextInt(4)) {
        case 0 -> request.setCharAt(at, (char) random.nextInt(256));
        case 1 -> request.insert(at, (char) random.nextInt(256));
        case 2 -> request.deleteCharAt(at);
        default -> request.insert(at, request.substring(at, Math.min(request.length(), at + 20)));
      }
    }
    return request.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What comes back first; half of the connection is closed, so that the service need not wait. */
  private static String outcome(int port, byte[] bytes) throws IOException {
    try (Connection connection = Connection.to(port).patience(Duration.ofSeconds(20))) {
      connection.write(bytes);
      connection.endOfRequests();
      return "× " + connection.answer("HEAD").status();
    } catch (EOFException closed) {
      return "closed";
    } catch (SocketTimeoutException silent) {
      throw new AssertionError("neither answered nor closed", silent);
    } catch (IOException reset) {
      return "closed";
    }
  }
}
