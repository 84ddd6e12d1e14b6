package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

@Faults(Chapter.RESOURCES)
class DiskIT {
  @Fault(
      value = "the disk of the temporary folder is full",
      promise =
          "A `file` job fails with the system's reason, and leaves nothing. `jdbc` has its database in"
              + " memory and goes on. With room again, `file` succeeds.")
  void theDiskIsFull(Seen seen) throws Exception {
    Setup setup = Setup.fresh().temporaryDisk("2m");
    try (Trial trial = Trial.start(setup, seen)) {
      Path filler = trial.subject().seenFromInside(setup.temporary()).resolve("filler");
      fill(filler);
      JsonObject file = trial.ended("file?size=1MiB");
      JsonObject jdbc = trial.ended("jdbc?duration=10ms");
      Files.delete(filler);
      JsonObject again = trial.ended("file?size=1MiB");

      seen.fact(
          "full: `file` %s (%s), `jdbc` %s; with room: `file` %s",
          state(file), message(file), state(jdbc), state(again));
      assertThat(state(file)).isEqualTo("failed");
      assertThat(message(file)).containsIgnoringCase("no space left");
      assertThat(state(jdbc)).isEqualTo("succeeded");
      assertThat(state(again)).isEqualTo("succeeded");
      assertThat(files(filler.getParent())).as("left on the disk").isEmpty();
      trial.keepsThePromise();
    }
  }

  @Fault(
      value = "the disk of the store is full",
      promise =
          "New jobs get a 503. With room again they are accepted, and every job that was accepted is"
              + " known and ends.")
  void theDiskOfTheStoreIsFull(Seen seen) throws Exception {
    Setup setup = Setup.fresh().temporaryDisk("16m");
    setup.set("store.url", "file:" + setup.temporary().resolve("store/jobs"));
    try (Trial trial = Trial.start(setup, seen)) {
      Path filler = trial.subject().seenFromInside(setup.temporary()).resolve("filler");
      List<String> accepted = new ArrayList<>();
      fill(filler);
      Answer full = ask(trial, accepted, answer -> answer.status() != 202);
      Files.delete(filler);
      ask(trial, accepted, answer -> answer.status() == 202);
      Map<String, Integer> states = new TreeMap<>();
      for (String id : accepted) {
        states.merge(trial.end(id), 1, Integer::sum);
      }

      seen.fact("full: %d (%s); with room: 202; accepted: %s", full.status(), type(full), states);
      assertThat(full.status()).isEqualTo(503);
      assertThat(states.keySet()).containsExactly("succeeded");
      trial.mayHaveBeenUnavailable();
      trial.keepsThePromise();
    }
  }

  /** Asks for jobs until an answer is as wanted. */
  private static Answer ask(Trial trial, List<String> accepted, Predicate<Answer> until)
      throws Exception {
    AtomicReference<Answer> last = new AtomicReference<>();
    Await.until(
        "an answer",
        Duration.ofSeconds(20),
        () -> {
          Answer answer = trial.send("POST", "/jobs/sleep?duration=1ms");
          if (answer.status() == 202) {
            accepted.add(Ledger.id(answer.json()));
          }
          last.set(answer);
          return until.test(answer);
        });
    return last.get();
  }

  private static String type(Answer answer) {
    return answer.json().getString("type").replaceAll(".*:", "");
  }

  @Fault(
      value = "a file may grow to 256 KiB and no further (a quota, `ulimit -f`)",
      promise = "A larger `file` job fails with the system's reason, and a smaller one succeeds.")
  void aQuotaIsUsedUp(Seen seen) throws Exception {
    Setup setup =
        Setup.fresh()
            .prepare("ulimit -f 512")
            .option("-XX:-UsePerfData")
            .set("store.url", "memory");
    try (Trial trial = Trial.start(setup, seen)) {
      JsonObject large = trial.ended("file?size=1MiB");
      JsonObject small = trial.ended("file?size=64KiB");
      seen.fact("1 MiB: %s (%s); 64 KiB: %s", state(large), message(large), state(small));
      assertThat(state(large)).isEqualTo("failed");
      assertThat(state(small)).isEqualTo("succeeded");
      assertThat(files(setup.temporary())).as("left on the disk").isEmpty();
      trial.keepsThePromise();
    }
  }

  @Fault(
      value = "the temporary folder is swept away while it runs",
      promise = "The next `file` job makes it again. `SIGTERM` ends with status 0.")
  void theTemporaryFolderIsSweptAway(Seen seen) throws Exception {
    Setup setup = Setup.fresh();
    try (Trial trial = Trial.start(setup, seen)) {
      sweep(setup.temporary());
      JsonObject first = trial.ended("file?size=64KiB");
      sweep(setup.temporary());
      JsonObject second = trial.ended("file?size=64KiB");
      seen.fact("`file` after a sweep: %s, after another: %s", state(first), state(second));
      assertThat(List.of(state(first), state(second))).containsOnly("succeeded");
      trial.keepsThePromise();

      sweep(setup.temporary());
      trial.subject().signal("TERM");
      seen.fact("status %d", trial.subject().exitStatus());
      assertThat(trial.subject().exitStatus()).isZero();
    }
  }

  @Fault(
      value = "the temporary folder is full, read-only or not there when it starts",
      promise = "It serves; only `file` jobs fail, with the system's reason.")
  void thereIsNoTemporaryFolderAtTheStart(Seen seen) throws Exception {
    Setup full = Setup.fresh().temporaryDisk("64k");
    full.prepare("head -c 1M /dev/zero >%s/filler 2>/dev/null || true".formatted(full.temporary()));
    assertThat(file("full", full, seen)).isEqualTo("failed");
    Setup readOnly = Setup.fresh().temporaryDisk("64k");
    readOnly.prepare("mount -o remount,ro " + readOnly.temporary());
    assertThat(file("read-only", readOnly, seen)).isEqualTo("failed");
    Setup gone = Setup.fresh();
    gone.prepare("rmdir " + gone.temporary());
    file("not there", gone, seen);
  }

  /** What becomes of a {@code file} job, in a process that serves and ends in order. */
  private static String file(String what, Setup setup, Seen seen) throws Exception {
    try (Subject subject = Subject.start(setup)) {
      JsonObject file;
      try (Connection connection = Connection.to(subject.port())) {
        file = connection.send("POST", "/jobs/file?size=64KiB&wait=20s").json();
        JsonObject sleep = connection.send("POST", "/jobs/sleep?duration=1ms&wait=20s").json();
        assertThat(state(sleep)).isEqualTo("succeeded");
      }
      subject.signal("TERM");
      seen.fact(
          "%s: `file` %s (%s), status %d in the end",
          what, state(file), message(file), subject.exitStatus());
      assertThat(subject.exitStatus()).isZero();
      return state(file);
    }
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static void sweep(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!entry.equals(folder)) {
          Files.delete(entry);
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith("job-"))
          .toList();
    }
  }

  private static String state(JsonObject job) {
    return job.getString("state");
  }

  private static String message(JsonObject job) {
    JsonObject error = job.getJsonObject("error");
    return error == null ? "no error" : error.getString("message").replaceAll("/\\S*", "…");
  }
}
