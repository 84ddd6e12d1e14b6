package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

@Faults(Chapter.CLIENTS)
class LoadIT {
  private static final int CLIENTS = 20;
  private static final int DEPTH = 200;
  private static final Duration TURN = Duration.ofSeconds(Scale.of(8, 2));

  @Fault(
      value = "twenty clients that start jobs as fast as they are answered, and never wait",
      promise =
          "What has no room is a 429 with `Retry-After`; what is accepted ends; health answers"
              + " meanwhile. At least half as many jobs end as when the clients wait.")
  void moreJobsThanThereIsRoomFor(Seen seen) throws Exception {
    Setup setup =
        Setup.fresh()
            .set("strategies.execute-blocking.queue", "50")
            .set("jobs.keep", "200000")
            .set("jobs.keep-bytes", "512MiB");
    try (Trial trial = Trial.start(setup, seen)) {
      double waiting = endedPerSecond(trial, "/jobs/sleep?duration=50ms&wait=20s");
      Latencies[] health = new Latencies[1];
      Clients probe =
          Clients.start(1, (number, goesOn) -> health[0] = Latencies.of(trial.port(), TURN));
      double overload = endedPerSecond(trial, "/jobs/sleep?duration=50ms");
      probe.join();
      seen.fact(
          "ended in a second: %,.0f when clients wait, %,.0f under overload", waiting, overload);
      seen.fact("health: %s", health[0]);
      assertThat(trial.ledger().answered(429)).as("refusals").isPositive();
      assertThat(overload).isGreaterThan(waiting / 2);
      trial.keepsThePromise();
    }
  }

  private static double endedPerSecond(Trial trial, String job) throws Exception {
    int before = trial.ledger().accepted().size();
    long start = System.nanoTime();
    Clients.start(
            CLIENTS,
            (number, goesOn) -> {
              try (Connection connection = Connection.to(trial.port())) {
                while (System.nanoTime() - start < TURN.toNanos()) {
                  Answer answer = trial.send(connection, "POST", job);
                  assertThat(answer.status()).isIn(200, 202, 429);
                  assertThat(answer.headers().containsKey("retry-after"))
                      .isEqualTo(answer.status() == 429);
                }
              }
            })
        .join();
    trial.awaitLoad("queued", 0);
    trial.awaitLoad("running", 0);
    int ended = trial.ledger().accepted().size() - before;
    return ended / ((System.nanoTime() - start) / 1e9);
  }

  @Fault(
      value = "twenty clients that pipeline 200 requests at a time",
      promise =
          "Health on another connection is answered between theirs: nine of ten within 50 ms and"
              + " twenty times what it takes without them.")
  void clientsPipeline(Seen seen) throws Exception {
    try (Trial trial = Trial.start(Setup.fresh(), seen)) {
      Latencies unloaded = Latencies.of(trial.port(), TURN);
      AtomicLong answers = new AtomicLong();
      Clients clients =
          Clients.start(
              CLIENTS,
              (number, goesOn) -> {
                while (goesOn.getAsBoolean()) {
                  pipeline(trial.port(), answers);
                }
              });
      Latencies loaded = Latencies.of(trial.port(), TURN);
      clients.close();
      seen.fact("health unloaded: %s; beside them: %s", unloaded, loaded);
      seen.fact("%,d pipelined answers", answers.get());
      assertThat(loaded.p90Ms()).isLessThan(50 + 20 * unloaded.p90Ms());
      trial.keepsThePromise();
    }
  }

  private static void pipeline(int port, AtomicLong answers) throws IOException {
    try (Connection connection = Connection.to(port)) {
      connection.write("GET /kinds HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(DEPTH));
      for (int i = 0; i < DEPTH; i++) {
        assertThat(connection.answer("GET").status()).isEqualTo(200);
        answers.incrementAndGet();
      }
    }
  }

  /** How long health took to answer, one request after the other. */
  private record Latencies(int count, double p50Ms, double p90Ms, double maxMs) {
    static Latencies of(int port, Duration turn) throws IOException {
      double[] millis = new double[1_000_000];
      int count = 0;
      long start = System.nanoTime();
      try (Connection connection = Connection.to(port)) {
        while (System.nanoTime() - start < turn.toNanos()) {
          long sent = System.nanoTime();
          assertThat(connection.send("GET", "/health/live").status()).isEqualTo(200);
          millis[count++] = (System.nanoTime() - sent) / 1e6;
        }
      }
      double[] sorted = Arrays.copyOf(millis, count);
      Arrays.sort(sorted);
      return new Latencies(count, sorted[count / 2], sorted[count * 9 / 10], sorted[count - 1]);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "p50 %.1f ms, p90 %.1f ms, at most %.1f ms (%,d requests)",
          p50Ms,
          p90Ms,
          maxMs,
          count);
    }
  }
}
