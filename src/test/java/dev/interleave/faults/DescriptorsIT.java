package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Faults(Chapter.RESOURCES)
class DescriptorsIT {
  private static final int ALLOWED = 160;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Fault(
      value = "file descriptors used up (`ulimit -n 160`, and 400 connections)",
      promise =
          "Connections that are open are served meanwhile. When descriptors are free again, so are"
              + " new ones.")
  void descriptorsAreUsedUp(Seen seen) throws Exception {
    Setup setup = Setup.fresh().prepare("ulimit -n " + ALLOWED);
    try (Trial trial = Trial.start(setup, seen);
        Connection early = Connection.to(trial.port())) {
      trial.send(early, "GET", "/health/live");
      List<Connection> crowd = new ArrayList<>();
      try {
        for (int i = 0; i < 400; i++) {
          crowd.add(Connection.to(trial.port()));
        }
        Await.until(
            "no descriptor is left", PATIENCE, () -> trial.subject().descriptors() >= ALLOWED - 1);
        int most = trial.subject().descriptors();
        Answer meanwhile = trial.send(early, "POST", "/jobs/sleep?duration=10ms&wait=10s");
        trial.ticks().awaitMore(20);
        seen.fact(
            "descriptors at the most: %d; a connection of before: %d", most, meanwhile.status());
        assertThat(meanwhile.status()).isEqualTo(200);
      } finally {
        for (Connection connection : crowd) {
          connection.close();
        }
      }
      long start = System.nanoTime();
      Await.until("new connections are served", PATIENCE, () -> isServed(trial));
      seen.fact("served again after %,d ms", (System.nanoTime() - start) / 1_000_000);
      trial.keepsThePromise();
    }
  }

  private static boolean isServed(Trial trial) {
    try (Connection connection = Connection.to(trial.port()).patience(Duration.ofSeconds(2))) {
      return connection.send("GET", "/health/live").status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
