package dev.interleave.faults;

import dev.interleave.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The process that the fault happens to. */
final class Subject implements AutoCloseable {
  private static final Path JAR = Path.of("target", "interleave.jar").toAbsolutePath();

  private final JarProcess process;

  private Subject(JarProcess process) {
    this.process = process;
  }

  static Subject start(Setup setup) throws IOException {
    return new Subject(JarProcess.start(setup.command(JarProcess.JAVA, JAR)));
  }

  int port() {
    return process.port();
  }

  boolean runs() {
    return process.runs();
  }

  int exitStatus() throws InterruptedException {
    return process.exitStatus();
  }

  List<String> output() {
    return process.output();
  }

  void stopReading() {
    process.stopReading();
  }

  void readOn() {
    process.readOn();
  }

  /** Sends a signal, by its name without SIG. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** What it holds now. Collects its garbage. */
  Level level() throws IOException {
    return new Level(entries(proc("task")).size(), entries(proc("fd")).size(), process.liveBytes());
  }

  int descriptors() throws IOException {
    return entries(proc("fd")).size();
  }

  long residentMib() throws IOException {
    return process.memoryKib("VmRSS") / 1024;
  }

  /** A folder as the process sees it, with what only it has mounted. */
  Path seenFromInside(Path folder) {
    return Path.of(proc("root") + folder.toString());
  }

  @Override
  public void close() {
    process.close();
  }

  private Path proc(String file) {
    return Path.of("/proc", String.valueOf(process.pid()), file);
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
