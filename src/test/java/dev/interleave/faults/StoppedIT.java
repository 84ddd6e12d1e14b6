package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

@Faults(Chapter.PROCESS)
class StoppedIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final int CLIENTS = 20;

  @Fault(
      value = "`kill -9` in mid-load, and a restart",
      promise =
          "The next start serves, and removes the temporary folder that is left. Every job that was"
              + " accepted is known and ends, and no id comes again.")
  void itIsKilledAndStartedAgain(Seen seen) throws Exception {
    Setup setup = Setup.fresh();
    Set<String> before;
    try (Trial trial = Trial.start(setup, seen);
        Clients clients =
            Clients.start(
                CLIENTS,
                (number, goesOn) -> {
                  try {
                    while (goesOn.getAsBoolean()) {
                      trial.send(
                          "POST", number % 2 == 0 ? "/jobs/file" : "/jobs/sleep?duration=100ms");
                    }
                  } catch (IOException killed) {
                    // as all of them are
                  }
                })) {
      int jobs = Scale.of(1000, 300);
      Await.until(
          jobs + " jobs", AT_ONCE.multipliedBy(6), () -> trial.ledger().accepted().size() >= jobs);
      trial.subject().signal("KILL");
      clients.join();
      before = new HashSet<>(trial.ledger().accepted());
      assertThat(trial.subject().exitStatus()).isEqualTo(128 + 9);
    }
    List<String> left = entries(setup.temporary());

    try (Trial trial = Trial.start(setup, seen)) {
      for (int i = 0; i < CLIENTS; i++) {
        trial.accepted("file?size=4KiB");
      }
      Set<String> again = new HashSet<>(trial.ledger().accepted());
      again.retainAll(before);
      Map<String, Integer> states = new TreeMap<>();
      for (String id : before) {
        states.merge(trial.end(id), 1, Integer::sum);
      }
      List<String> leftStill = entries(setup.temporary());
      leftStill.retainAll(left);

      seen.fact(
          "%,d jobs accepted before; after it, %s; %d ids given again",
          before.size(), states, again.size());
      seen.fact(
          "folders left by the kill: %d, after the restart: %d", left.size(), leftStill.size());
      assertThat(left).as("left by the kill").isNotEmpty();
      assertThat(leftStill).as("left after the restart").isEmpty();
      assertThat(again).as("ids that came again").isEmpty();
      assertThat(states.keySet()).isSubsetOf("succeeded", "interrupted");
      trial.keepsThePromise();
    }
  }

  @Fault(
      value = "`SIGTERM` under load",
      promise =
          "Status 0. Every client that waits for a job sees its final state; later requests get a 503"
              + " or no connection.")
  void itIsToldToStopUnderLoad(Seen seen) throws Exception {
    AtomicInteger refused = new AtomicInteger();
    try (Trial trial = Trial.start(Setup.fresh(), seen)) {
      AtomicInteger ended = new AtomicInteger();
      List<String> jobs =
          List.of(
              "sleep?duration=200ms", "file?size=64KiB", "jdbc?duration=100ms", "cpu?rounds=10");
      Clients clients =
          Clients.start(
              CLIENTS,
              (number, goesOn) -> {
                String job = "/jobs/" + jobs.get(number % jobs.size()) + "&wait=20s";
                boolean served = true;
                while (served) {
                  boolean told = !goesOn.getAsBoolean();
                  served = outcome(trial, job, told);
                  (served ? ended : refused).incrementAndGet();
                }
              });
      Await.until("jobs have ended", AT_ONCE, () -> ended.get() >= 2 * CLIENTS);

      trial.subject().signal("TERM");
      clients.close();

      assertThat(trial.subject().exitStatus()).as("status").isZero();
      assertThat(trial.ledger().withoutEnd()).as("jobs whose clients saw no end").isEmpty();
      trial.mayHaveBeenUnavailable();
      trial.answersAreNoFaults();
      seen.counts("jobs accepted", trial.ledger().byState());
      seen.fact("clients turned away: %d", refused.get());
      seen.fact("status %d", trial.subject().exitStatus());
      seen.fact("%s", trial.seconds());
    }
  }

  /** Whether there was a job. A request that came after the signal need not be answered. */
  private static boolean outcome(Trial trial, String job, boolean told) throws IOException {
    try {
      Answer answer = trial.send("POST", job);
      assertThat(answer.status()).as(answer.body()).isIn(200, 503);
      return answer.status() == 200;
    } catch (IOException notServed) {
      if (!told && trial.subject().runs()) {
        throw notServed;
      }
      return false;
    }
  }

  @Fault(
      value = "a second `SIGTERM`, while the first waits for jobs",
      promise = "It ends at once, whatever is left.")
  void aSecondSignalEndsItAtOnce(Seen seen) throws Exception {
    Setup setup = Setup.fresh().set("shutdown.drain", "5m");
    try (Trial trial = Trial.start(setup, seen)) {
      String job = trial.accepted("sleep?duration=5m&interruptible=false");
      trial.awaitLoad("running", 1);
      trial.subject().signal("TERM");
      Await.until("it stops", AT_ONCE, () -> trial.send("GET", "/health/ready").status() == 503);

      long start = System.nanoTime();
      trial.subject().signal("TERM");
      Await.until("it has ended", AT_ONCE, () -> !trial.subject().runs());

      seen.fact(
          "drain of 5 min; ended %,d ms after the second signal, with status %d",
          (System.nanoTime() - start) / 1_000_000, trial.subject().exitStatus());
      assertThat(trial.ledger().accepted()).containsExactly(job);
    }
  }

  @Fault(
      value = "`SIGSTOP` for some seconds, and `SIGCONT`",
      promise =
          "The stall is reported as the machine's and not a call's; the ticker counts what it missed.")
  void itIsHeldForSomeSeconds(Seen seen) throws Exception {
    Duration held = Duration.ofSeconds(Scale.of(5, 2));
    try (Trial trial = Trial.start(Setup.fresh(), seen)) {
      for (int i = 0; i < CLIENTS; i++) {
        trial.accepted("sleep?duration=1s");
      }
      long missedBefore = trial.ticks().missed();
      trial.subject().signal("STOP");
      Thread.sleep(held); // The fault itself.
      trial.subject().signal("CONT");
      trial.ticks().awaitMore(5);

      long missed = trial.ticks().missed() - missedBefore;
      JsonObject[] longest = new JsonObject[1];
      Await.until(
          "the stall is reported",
          AT_ONCE,
          () -> {
            longest[0] = longestBlock(trial);
            return longest[0].getDouble("lengthMs", 0.0) > held.toMillis() * 0.9;
          });
      seen.fact(
          "held for %d s; reported: %,.0f ms by the %s, of which %,.0f ms are the machine's",
          held.toSeconds(),
          longest[0].getDouble("lengthMs"),
          longest[0].getString("cause"),
          longest[0].getDouble("machineMs"));
      assertThat(longest[0].getString("cause")).isEqualTo("machine");
      assertThat(longest[0].getJsonObject("job")).as("the job that is blamed").isNull();
      assertThat(missed).as("ticks missed at 50 ms").isGreaterThan(held.toMillis() / 50 / 2);
      trial.keepsThePromise();
    }
  }

  private static JsonObject longestBlock(Trial trial) throws IOException {
    return trial.send("GET", "/loops").array("blocked").stream()
        .map(JsonObject.class::cast)
        .max((one, other) -> Double.compare(one.getDouble("lengthMs"), other.getDouble("lengthMs")))
        .orElse(new JsonObject());
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new ArrayList<>(
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> name.startsWith("interleave"))
              .toList());
    }
  }
}
