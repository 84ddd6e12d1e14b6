package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@Faults(Chapter.SURROUNDINGS)
class LogIT {
  private static final Pattern DROPPED =
      Pattern.compile("(?m)^interleave_log_lines_dropped_total\\S* (\\S+)$");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Fault(
      value = "whoever reads the log stops reading, under load and with `log.level: debug`",
      promise =
          "Jobs end, health answers, and `SIGTERM` ends with status 0: lines are dropped, and counted.")
  void nobodyReadsTheLog(Seen seen) throws Exception {
    Setup setup = Setup.fresh().set("log.level", "debug");
    try (Trial trial = Trial.start(setup, seen)) {
      trial.subject().stopReading();
      int jobs = Scale.of(4000, 2000);
      Clients.start(
              20,
              (number, goesOn) -> {
                try (Connection connection = Connection.to(trial.port()).patience(PATIENCE)) {
                  for (int i = 0; i < jobs / 20; i++) {
                    Answer answer =
                        trial.send(connection, "POST", "/jobs/sleep?duration=1ms&wait=20s");
                    assertThat(answer.status()).isEqualTo(200);
                  }
                }
              })
          .join();
      double dropped = dropped(trial);
      seen.fact("lines dropped: %,.0f", dropped);
      assertThat(dropped).isPositive();
      trial.keepsThePromise();

      long start = System.nanoTime();
      trial.subject().signal("TERM");
      Await.until("it has ended", PATIENCE, () -> !trial.subject().runs());
      trial.subject().readOn();
      seen.fact(
          "stopped in %.1f s with status %d, its log unread",
          (System.nanoTime() - start) / 1e9, trial.subject().exitStatus());
      assertThat(trial.subject().exitStatus()).isZero();
    }
  }

  private static double dropped(Trial trial) throws IOException {
    Matcher line = DROPPED.matcher(trial.send("GET", "/metrics").body());
    assertThat(line.find()).as("the meter").isTrue();
    return Double.parseDouble(line.group(1));
  }
}
