package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  private static final String PREFIX = "some-files-";

  @TempDir Path parent;

  @Test
  void aFolderThatIsSweptAwayIsMadeAgain() throws IOException {
    try (TemporaryFolder folder = new TemporaryFolder(parent, PREFIX)) {
      sweep(folder.newFile().getParent());

      assertThat(folder.newFile()).isEmptyFile();
      sweep(folder.newFile().getParent());
    }

    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void itGoesWithAllThatIsLeftInItAndMakesNoFilesAfterThat() throws IOException {
    TemporaryFolder folder = new TemporaryFolder(parent, PREFIX);
    folder.newFile();

    folder.close();

    assertThat(parent).isEmptyDirectory();
    assertThatThrownBy(folder::newFile).isInstanceOf(IOException.class);
  }

  @Test
  void whereNoneCanBeMadeItIsMadeAsSoonAsItCan() throws IOException {
    Path missing = parent.resolve("missing");
    try (TemporaryFolder folder = new TemporaryFolder(missing, PREFIX)) {
      assertThatThrownBy(folder::newFile)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("missing");

      Files.createDirectory(missing);

      assertThat(folder.newFile()).exists();
    }
  }

  /** A path may have 4,095 bytes: that of the folder fits, that of the lock in it does not. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void nothingIsLeftOfAFolderThatCannotBeLocked() throws IOException {
    int longest = 4095 - ("/." + PREFIX + Long.toUnsignedString(-1)).length();
    Path deep = parent;
    while (length(deep) < longest) {
      int left = longest - length(deep) - 1;
      deep = deep.resolve("d".repeat(left <= 200 ? left : Math.min(200, left - 2)));
    }
    Files.createDirectories(deep);

    try (TemporaryFolder folder = new TemporaryFolder(deep, PREFIX)) {
      assertThatThrownBy(folder::newFile).isInstanceOf(IOException.class);
    }

    assertThat(deep).isEmptyDirectory();
  }

  private static int length(Path path) {
    return path.toString().length();
  }

  @Test
  void twoOfOneProcessDoNotTouchEachOther() throws IOException {
    try (TemporaryFolder one = new TemporaryFolder(parent, PREFIX)) {
      Path file = one.newFile();
      new TemporaryFolder(parent, PREFIX).close();

      assertThat(file).exists();
    }
  }

  @Test
  void thatOfAProcessIsLeftAloneWhileItLivesAndRemovedWhenItWasKilled() throws Exception {
    Process process = another();
    try {
      Path folder = parent.resolve(process.inputReader().readLine());

      new TemporaryFolder(parent, PREFIX).close();
      assertThat(folder).isNotEmptyDirectory();

      process.destroyForcibly().waitFor();
      new TemporaryFolder(parent, PREFIX).close();
      assertThat(parent).isEmptyDirectory();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFolderWithoutALockIsLeftAlone() throws IOException {
    Path stranger = Files.createDirectory(parent.resolve(PREFIX + "of-somebody"));

    new TemporaryFolder(parent, PREFIX).close();

    assertThat(stranger).exists();
  }

  private Process another() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Another.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** A process that has such a folder until it is killed. */
  static final class Another {
    private Another() {}

    public static void main(String[] args) throws Exception {
      TemporaryFolder folder = new TemporaryFolder(Path.of(args[0]), PREFIX);
      System.out.println(folder.newFile().getParent().getFileName());
      System.out.flush();
      Thread.sleep(600_000);
    }
  }

  private static void sweep(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
