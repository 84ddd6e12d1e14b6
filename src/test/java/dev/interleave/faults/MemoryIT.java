package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.PlugInJar;
import java.io.IOException;
import java.time.Duration;

@Faults(Chapter.RESOURCES)
class MemoryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As large as a result may be: it is cut at so many entries and characters. */
  private static final PlugInJar LARGE =
      new PlugInJar()
          .kind(
              "Large",
              "run",
              """
              List<Object> list = new ArrayList<>();
              for (int i = 0; i < 999; i++) list.add("\\u0001".repeat(10) + i);
              return list;
              """);

  private static final PlugInJar MEDIUM =
      new PlugInJar().kind("Medium", "run", "return \"ä\".repeat(9_000);");

  private static final PlugInJar LEAK =
      new PlugInJar()
          .kind(
              "Leak",
              "members",
              "private static final List<byte[]> KEPT = new ArrayList<>();",
              "run",
              "while (true) KEPT.add(new byte[1 << 20]);");

  @Fault(
      value = "a heap of 64 MiB, and thousands of results of 9,000 characters",
      promise =
          "What is kept of finished jobs is bounded (`jobs.keep-bytes: 16MiB`): the oldest go first.")
  void manyResultsInALittleHeap(Seen seen) throws Exception {
    Setup setup = withoutStore().plugIn("medium", MEDIUM).set("jobs.keep-bytes", "16MiB");
    keepsWhatFits(setup, "64m", "medium", Scale.of(8000, 4000), seen);
  }

  @Fault(
      value = "a heap of 128 MiB, and thousands of results as large as they may be",
      promise =
          "What is kept of finished jobs is bounded (`jobs.keep-bytes`, 64 MiB by default): the oldest go first.")
  void largeResults(Seen seen) throws Exception {
    keepsWhatFits(
        withoutStore().plugIn("large", LARGE), "128m", "large", Scale.of(4000, 2000), seen);
  }

  /** What is stored is kept all the same. */
  private static Setup withoutStore() throws IOException {
    return Setup.fresh().set("store.url", "memory");
  }

  private static void keepsWhatFits(Setup setup, String heap, String kind, int jobs, Seen seen)
      throws Exception {
    try (Trial trial = Trial.start(setup.option("-Xmx" + heap), seen)) {
      int clients = 4;
      try (Clients posting =
          Clients.start(
              clients,
              (number, goesOn) -> {
                try (Connection connection = Connection.to(trial.port())) {
                  for (int i = 0; i < jobs / clients; i++) {
                    Answer answer = trial.send(connection, "POST", "/jobs/" + kind + "?wait=30s");
                    assertThat(answer.status()).isEqualTo(200);
                  }
                }
              })) {
        posting.join();
      }
      int kept = kept(trial);
      seen.fact("%,d of %,d jobs still kept", kept, jobs);
      assertThat(kept).isLessThan(jobs);
      trial.keepsThePromiseWith(Integer.parseInt(heap.replace("m", "")) / 2);
    }
  }

  private static int kept(Trial trial) throws IOException {
    int kept = 0;
    for (String next = "/jobs?limit=20"; next != null; ) {
      Answer page = trial.send("GET", next);
      kept += page.array("jobs").size();
      next = page.json().getString("next");
    }
    return kept;
  }

  @Fault(
      value = "a plug-in that takes memory until none is left",
      promise = "The process, started by `java -jar` alone, ends by itself with status 3.")
  void itRunsOutOfMemory(Seen seen) throws Exception {
    Setup setup = Setup.fresh().plugIn("leak", LEAK).option("-Xmx64m");
    try (Trial trial = Trial.start(setup, seen)) {
      trial.accepted("leak");
      long start = System.nanoTime();
      Await.until("it has ended", PATIENCE, () -> !trial.subject().runs());
      seen.fact(
          "ended after %.1f s with status %d",
          (System.nanoTime() - start) / 1e9, trial.subject().exitStatus());
      assertThat(trial.subject().exitStatus()).isEqualTo(3);
    }
  }
}
