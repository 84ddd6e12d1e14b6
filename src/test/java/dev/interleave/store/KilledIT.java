package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.JarProcess;
import dev.interleave.PlugInJar;
import dev.interleave.checker.Checker;
import dev.interleave.checker.Said;
import dev.interleave.page.Needs;
import dev.interleave.page.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service is killed again and again ({@code -Dkills=10}), with a thousand jobs in all states
 * each time.
 */
@Needs(what = "what a killed service keeps", programs = Program.POSTGRESQL)
class KilledIT {
  private static final int TIMES = Integer.getInteger("kills", 3);
  private static final int JOBS = 1000;
  private static final String ARGUMENTS =
      """
      static final Argument<String> TAG = new Argument<>("tag", Allowed.text(1, 40), "x", "its name");
      static final Argument<java.time.Duration> DURATION = new Argument<>("duration",
          Allowed.duration(java.time.Duration.ZERO, java.time.Duration.ofSeconds(10)), java.time.Duration.ZERO, "how long");
      """;
  private static final String RUN =
      """
      java.nio.file.Files.writeString(java.nio.file.Path.of(System.getenv("MARKS")), arguments.get(TAG) + "\\n",
          java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
      Thread.sleep(arguments.get(DURATION));
      return arguments.get(TAG);
      """;

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void plugIn() throws IOException {
    Path plugIns = Files.createDirectories(folder.resolve("plugins"));
    String declare = "return List.of(TAG, DURATION);";
    new PlugInJar()
        .kind("Once", "members", ARGUMENTS, "arguments", declare, "run", RUN)
        .kind(
            "Again",
            "members",
            ARGUMENTS + "public boolean isRepeatable() { return true; }",
            "arguments",
            declare,
            "run",
            RUN)
        .write(plugIns.resolve("marks.jar"));
    environment.put("MARKS", marks().toString());
    environment.put("INTERLEAVE_HTTP_PORT", "0");
    environment.put("INTERLEAVE_PLUGINS_FOLDER", plugIns.toString());
    environment.put("INTERLEAVE_JOBS_KEEP", "100000");
    environment.put("INTERLEAVE_STORE_URL", "file:" + folder.resolve("data/jobs"));
  }

  @Test
  void nothingIsLostWithTheEmbeddedDatabase() throws Exception {
    assertThat(Checker.violations(killedAgainAndAgain())).isEmpty();
  }

  @Test
  void nothingIsLostWithPostgresql() throws Exception {
    try (Postgres postgres = Postgres.start()) {
      store(postgres);

      assertThat(Checker.violations(killedAgainAndAgain())).isEmpty();
    }
  }

  @Test
  void nothingIsLostIfPostgresqlIsKilledToo() throws Exception {
    try (Postgres postgres = Postgres.start()) {
      assertThat(Checker.violations(killedWith(postgres))).isEmpty();
    }
  }

  /** A commit that is not forced to the disk is one that comes after the 202. */
  @Test
  void theCheckerSeesThatJobsAreAcceptedBeforeTheyAreWritten() throws Exception {
    try (Postgres forgetful =
        Postgres.start(
            "synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB")) {
      assertThat(Checker.violations(killedWith(forgetful)))
          .anyMatch(violation -> violation.contains("is lost"));
    }
  }

  private void store(Postgres postgres) {
    environment.put("INTERLEAVE_STORE_URL", postgres.url());
    environment.put("INTERLEAVE_STORE_USER", postgres.user());
  }

  private List<Said> killedAgainAndAgain() throws Exception {
    Load load = new Load();
    for (int i = 0; i < TIMES; i++) {
      try (JarProcess service = start()) {
        load.untilKilled(service.url(), JOBS, service::kill);
      }
    }
    return settled(load);
  }

  private List<Said> killedWith(Postgres postgres) throws Exception {
    store(postgres);
    Load load = new Load();
    try (JarProcess service = start()) {
      load.untilKilled(
          service.url(),
          JOBS,
          () -> {
            postgres.stop();
            service.kill();
          });
    }
    postgres.startAgain();
    return settled(load);
  }

  private List<Said> settled(Load load) throws Exception {
    try (JarProcess service = start()) {
      load.settle(service.url());
    }
    List<Said> history = new ArrayList<>(load.history());
    try (Stream<String> calls = Files.lines(marks())) {
      calls.map(Said.Called::new).forEach(history::add);
    }
    return history;
  }

  private Path marks() {
    return folder.resolve("marks");
  }

  private JarProcess start() throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(JarProcess.JAVA.toString(), "-jar", "target/interleave.jar");
    command.environment().putAll(environment);
    return JarProcess.start(command);
  }
}
