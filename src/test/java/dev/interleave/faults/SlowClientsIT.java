package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

@Faults(Chapter.CLIENTS)
class SlowClientsIT {
  private static final Duration TIME_OUT = Duration.ofSeconds(2);
  private static final Duration TOO_LONG = TIME_OUT.multipliedBy(5);

  @Fault(
      value = "hundreds of clients that send a header letter by letter",
      promise =
          "Each is closed when `http.request-timeout` is over, however often a letter comes; others"
              + " are served meanwhile.")
  void headersComeSlowly(Seen seen) throws Exception {
    trickle("GET /kinds HTTP/1.1\r\nHost: localhost\r\nX-Long: ", seen);
  }

  @Fault(
      value = "hundreds of clients that send a body letter by letter",
      promise =
          "Each is answered or closed when `http.request-timeout` is over; others are served"
              + " meanwhile.")
  void bodiesComeSlowly(Seen seen) throws Exception {
    trickle(
        "POST /jobs/sleep?duration=1ms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n",
        seen);
  }

  private static void trickle(String beginning, Seen seen) throws Exception {
    int slow = Scale.of(400, 200);
    Setup setup = Setup.fresh().set("http.request-timeout", TIME_OUT.toSeconds() + "s");
    try (Trial trial = Trial.start(setup, seen)) {
      AtomicInteger closed = new AtomicInteger();
      AtomicInteger served = new AtomicInteger();
      Clients others =
          Clients.start(
              1,
              (number, goesOn) -> {
                while (goesOn.getAsBoolean()) {
                  assertThat(trial.send("GET", "/kinds").status()).isEqualTo(200);
                  served.incrementAndGet();
                }
              });
      Clients.start(
              slow,
              (number, goesOn) -> {
                if (isCutOff(trial.port(), beginning)) {
                  closed.incrementAndGet();
                }
              })
          .join();
      others.close();
      seen.fact(
          "time-out of %d s; %d of %d closed; %,d requests of others served meanwhile",
          TIME_OUT.toSeconds(), closed.get(), slow, served.get());
      assertThat(closed.get()).isEqualTo(slow);
      assertThat(served.get()).isPositive();
      trial.keepsThePromise();
    }
  }

  /** Sends a letter ten times a second, and notices when the other side has enough of it. */
  private static boolean isCutOff(int port, String beginning) throws Exception {
    try (Connection connection = Connection.to(port).patience(Duration.ofMillis(100))) {
      connection.write(beginning);
      long start = System.nanoTime();
      while (System.nanoTime() - start < TOO_LONG.toNanos()) {
        try {
          connection.write("x");
          connection.awaitClose();
          return true;
        } catch (SocketTimeoutException stillOpen) {
          // and the next letter goes out
        } catch (IOException reset) {
          return true;
        }
      }
      return false;
    }
  }
}
