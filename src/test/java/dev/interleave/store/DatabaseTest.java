package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.config.Settings;
import dev.interleave.values.Password;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be used is told of in one line. */
class DatabaseTest {
  @TempDir private Path folder;

  @Test
  void oneThatIsInUseIsNotOpened() throws Exception {
    open().close();
    Process other = holdOpenInAnotherProcess();
    try {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessage("store.url: %s is in use; another process has it open".formatted(url()));
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void oneThatIsDamagedIsNotTakenForAnEmptyOne() throws IOException {
    open().close();
    Path file = folder.resolve("jobs.mv.db");
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
      bytes.write(ByteBuffer.wrap(new byte[(int) Files.size(file)]));
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("store.url: %s is damaged".formatted(url()))
        .hasMessageNotContaining("\n");
  }

  @Test
  void oneOfANewerVersionIsNotOpened() throws SQLException {
    open().close();
    try (Connection connection = DriverManager.getConnection(StoreUrl.of(url()).jdbc());
        Statement change = connection.createStatement()) {
      change.execute("UPDATE \"flyway_schema_history\" SET \"version\" = '7'");
    }

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "store.url: %s is of a newer version of the service: its schema is 7, and this one knows 1"
                .formatted(url()));
  }

  @Test
  void oneThatCannotBeReachedIsNamed() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/jobs";

    assertThatThrownBy(() -> Database.open(settings(nowhere)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("store.url: %s cannot be opened: ".formatted(nowhere))
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    String below = "file:" + file.resolve("jobs");

    assertThatThrownBy(() -> Database.open(settings(below)))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("store.url: %s cannot be opened: ".formatted(below));
  }

  /** H2's own console program, which keeps it open until its input ends. */
  private Process holdOpenInAnotherProcess() throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.h2.tools.Shell",
                "-url",
                StoreUrl.of(url()).jdbc(),
                "-user",
                "",
                "-password",
                "")
            .redirectErrorStream(true)
            .start();
    var output = other.inputReader();
    other.outputWriter().append("SELECT 'it is ' || 'open';\n").flush();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains("it is open")) {
        return other;
      }
    }
    throw new AssertionError("the other process has not opened it");
  }

  private Database open() {
    return Database.open(settings(url()));
  }

  private String url() {
    return "file:" + folder.resolve("jobs");
  }

  private static Settings.Store settings(String url) {
    return new Settings.Store(url, "", new Password(""));
  }
}
