package dev.interleave.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that tests start, and that Maven cannot fetch. */
public enum Program {
  CHROMIUM("chromium", "chromium"),
  CHROMEDRIVER("chromedriver", "chromium-driver"),
  NODE("node", "nodejs"),
  PROMETHEUS("prometheus", "prometheus"),
  PROMTOOL("promtool", "prometheus"),
  FAKETIME("faketime", "faketime"),
  POSTGRESQL("pg_ctlcluster", "postgresql");

  private final String command;
  private final String debianPackage;

  Program(String command, String debianPackage) {
    this.command = command;
    this.debianPackage = debianPackage;
  }

  String command() {
    return command;
  }

  /** The package of Debian that installs it. */
  String debianPackage() {
    return debianPackage;
  }

  /** Its file. Fails the test if it is not installed. */
  public Path installed() {
    return in(System.getenv("PATH"))
        .orElseThrow(() ->
            new AssertionError(
                command + " is not on the PATH; Debian: apt-get install " + debianPackage));
  }

  /**
   * Its file in the first folder that has it.
   *
   * @param path folders, as the environment variable {@code PATH} lists them
   */
  Optional<Path> in(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
