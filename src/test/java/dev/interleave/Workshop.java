package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder in which Maven builds, with a repository of its own: it has the libraries of this
 * build's repository, and what is installed there stays there.
 */
public final class Workshop {
  private static final String REPOSITORY = "repository";

  private final Path folder;

  /**
   * @param folder an empty one
   */
  public Workshop(Path folder) throws IOException {
    this.folder = folder;
    Path real = Path.of(System.getProperty("maven.repository"));
    Path own = Files.createDirectories(folder.resolve(REPOSITORY).resolve("dev"));
    link(real, own.getParent(), "dev");
    link(real.resolve("dev"), own, "interleave");
  }

  /** Installs the kit that this build has left, as {@code mvn install} would. */
  public void installKit() throws IOException {
    String version = System.getProperty("kit.version");
    Path installed =
        Files.createDirectories(
            folder.resolve(REPOSITORY).resolve("dev/interleave/interleave").resolve(version));
    Files.copy(Path.of("pom.xml"), installed.resolve("interleave-" + version + ".pom"));
    Files.copy(
        Path.of("target/interleave-kit.jar"),
        installed.resolve("interleave-" + version + "-kit.jar"));
  }

  /** Copies a file of the project, or a folder with what is in it and was not built. */
  public void copy(Path part) throws IOException {
    try (Stream<Path> files = Files.walk(part)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/target/")) {
          Path copy = folder.resolve(file);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  /**
   * Runs a line of Bash in the folder to its end; {@code mvn} uses the repository.
   *
   * @return what it printed
   * @throws AssertionError if its status is not 0
   */
  public String run(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", own(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output;
  }

  /** Starts such a line, which goes on by itself until it is ended. */
  JarProcess start(String command) throws IOException {
    return JarProcess.start(
        new ProcessBuilder("bash", "-c", own(command)).directory(folder.toFile()));
  }

  private static String own(String command) {
    return command.replace("mvn ", "mvn -B -Dmaven.repo.local=" + REPOSITORY + " ");
  }

  private static void link(Path from, Path to, String except) throws IOException {
    if (Files.isDirectory(from)) {
      try (Stream<Path> entries = Files.list(from)) {
        for (Path entry : entries.toList()) {
          if (!entry.endsWith(except)) {
            Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
          }
        }
      }
    }
  }
}
