package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.PlugInJar;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

@Faults(Chapter.PLUG_INS)
class PlugInFaultsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Fault(
      value = "a plug-in that spins and ignores its interrupt",
      promise =
          "The job times out; its thread is counted as deaf and keeps its permit, and no others. The"
              + " stop ends with status 0.")
  void aPlugInSpins(Seen seen) throws Exception {
    PlugInJar spin =
        new PlugInJar()
            .kind(
                "Spin",
                "members",
                "private static volatile long turns;",
                "run",
                "while (true) turns = turns + 1;");
    Setup setup =
        Setup.fresh().plugIn("spin", spin).set("strategies.execute-blocking.call-timeout", "1s");
    try (Trial trial = Trial.start(setup, seen)) {
      JsonObject job = trial.ended("spin");
      trial.awaitLoad("deaf", 1);
      JsonObject other = trial.ended("sleep?duration=10ms");
      seen.fact("the job: %s; deaf threads: %d", state(job), trial.load("deaf"));
      assertThat(state(job)).isEqualTo("timed-out");
      assertThat(state(other)).isEqualTo("succeeded");
      trial.keepsThePromise();
      stopsInOrder(trial, seen);
    }
  }

  @Fault(
      value = "a plug-in that deadlocks with its own pool: each call waits for another one's turn",
      promise = "The jobs time out, hear their interrupt and give their threads back.")
  void aPlugInDeadlocksWithItsPool(Seen seen) throws Exception {
    PlugInJar deadlock =
        new PlugInJar()
            .kind(
                "Deadlock",
                "members",
                """
                private final java.util.concurrent.ExecutorService pool =
                    java.util.concurrent.Executors.newFixedThreadPool(2, task -> {
                      Thread thread = new Thread(task);
                      thread.setDaemon(true);
                      return thread;
                    });
                """,
                "run",
                "return pool.submit(() -> pool.submit(() -> pool.submit(() -> 1).get()).get()).get();",
                "close",
                "pool.shutdownNow();");
    Setup setup =
        Setup.fresh()
            .plugIn("deadlock", deadlock)
            .set("strategies.execute-blocking.call-timeout", "1s");
    try (Trial trial = Trial.start(setup, seen)) {
      int jobs = 30;
      for (int i = 0; i < jobs; i++) {
        trial.accepted("deadlock");
      }
      trial.awaitLoad("queued", 0);
      trial.awaitLoad("running", 0);
      trial.awaitLoad("deaf", 0);
      trial.keepsThePromise();
      assertThat(trial.ledger().byState()).containsOnlyKeys("timed-out");
      stopsInOrder(trial, seen);
    }
  }

  @Fault(
      value = "a plug-in that throws an `Error` (five kinds of them)",
      promise = "The job fails and names the error; the thread goes on with the next job.")
  void aPlugInThrowsErrors(Seen seen) throws Exception {
    PlugInJar errors =
        new PlugInJar()
            .kind(
                "Errs",
                "members",
                """
                private static final java.util.concurrent.atomic.AtomicInteger CALLS =
                    new java.util.concurrent.atomic.AtomicInteger();
                private static int deep(int n) { return deep(n + 1) + 1; }
                """,
                "run",
                """
                return switch (CALLS.getAndIncrement() % 5) {
                  case 0 -> throw new AssertionError("wrong");
                  case 1 -> throw new NoClassDefFoundError("gone");
                  case 2 -> throw new InternalError("broken");
                  case 3 -> throw new ThreadDeath();
                  default -> deep(0);
                };
                """);
    try (Trial trial = Trial.start(Setup.fresh().plugIn("errs", errors), seen)) {
      for (int i = 0; i < Scale.of(500, 100); i++) {
        JsonObject job = trial.ended("errs");
        assertThat(state(job)).isEqualTo("failed");
      }
      trial.keepsThePromise();
      stopsInOrder(trial, seen);
    }
  }

  @Fault(
      value = "a plug-in whose constructor never returns",
      promise =
          "It is left out after `plugins.start-timeout`, with the reason at `/kinds` and in the log;"
              + " the service starts without it.")
  void aConstructorNeverReturns(Seen seen) throws Exception {
    PlugInJar stuck =
        new PlugInJar()
            .kind(
                "Stuck",
                "members",
                """
                private static volatile long turns;
                public Stuck() { while (true) turns = turns + 1; }
                """);
    Setup setup = Setup.fresh().plugIn("stuck", stuck).set("plugins.start-timeout", "1s");
    try (Trial trial = Trial.start(setup, seen)) {
      JsonObject leftOut = trial.send("GET", "/kinds").array("leftOut").getJsonObject(0);
      seen.fact("left out: “%s”", leftOut.getString("reason"));
      assertThat(leftOut.getString("plugin")).startsWith("stuck");
      assertThat(trial.subject().output()).anyMatch(line -> line.contains("stuck"));
      trial.keepsThePromise();
      stopsInOrder(trial, seen);
    }
  }

  @Fault(
      value = "a plug-in whose `close()` hangs",
      promise =
          "The stop goes on after `plugins.close-timeout`, with a line in the log and status 0.")
  void aCloseHangs(Seen seen) throws Exception {
    PlugInJar hanging =
        new PlugInJar()
            .kind(
                "Hanging",
                "members",
                "private static volatile long turns;",
                "close",
                "while (true) turns = turns + 1;");
    Setup setup = Setup.fresh().plugIn("hanging", hanging).set("plugins.close-timeout", "1s");
    try (Trial trial = Trial.start(setup, seen)) {
      trial.ended("hanging");
      trial.keepsThePromise();
      stopsInOrder(trial, seen);
      assertThat(trial.subject().output()).anyMatch(line -> line.contains("hanging"));
    }
  }

  private static void stopsInOrder(Trial trial, Seen seen) throws Exception {
    long start = System.nanoTime();
    trial.subject().signal("TERM");
    Await.until("it has ended", PATIENCE, () -> !trial.subject().runs());
    seen.fact(
        "stopped in %.1f s with status %d",
        (System.nanoTime() - start) / 1e9, trial.subject().exitStatus());
    assertThat(trial.subject().exitStatus()).isZero();
  }

  private static String state(JsonObject job) {
    return job.getString("state");
  }
}
