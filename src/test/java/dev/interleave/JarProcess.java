package dev.interleave;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jar that the build has made, run as a process of its own with nothing but its defaults. */
public final class JarProcess implements AutoCloseable {
  private static final Pattern SERVES =
      Pattern.compile("serves on http:\\W+127\\.0\\.0\\.1:(\\d+)");

  /** The launcher of the JDK that runs the tests. */
  public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Semaphore reading = new Semaphore(1);
  private final Thread reader;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private JarProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts it with these variables in its environment, without plug-ins and without a store. */
  static JarProcess start(Map<String, String> environment) throws IOException {
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("INTERLEAVE_PLUGINS_FOLDER", "target/no-plug-ins");
    variables.putIfAbsent("INTERLEAVE_STORE_URL", "memory");
    return start(Path.of(""), variables);
  }

  /** Starts the one that is in another folder there, with the plug-ins that are there. */
  static JarProcess start(Path folder, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(JAVA.toString(), "-jar", "target/interleave.jar");
    builder.environment().put("INTERLEAVE_HTTP_PORT", "0");
    builder.environment().putAll(environment);
    builder.directory(folder.toAbsolutePath().toFile());
    return start(builder);
  }

  /** Starts it by a command that ends in its jar. */
  public static JarProcess start(ProcessBuilder command) throws IOException {
    return new JarProcess(command.redirectErrorStream(true).start());
  }

  /** The port that it says it serves on. */
  public int port() {
    return port.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Reads nothing more of what it writes, until it is told to {@link #readOn}. */
  public void stopReading() {
    reading.acquireUninterruptibly();
  }

  public void readOn() {
    reading.release();
  }

  /** Whether it has not ended yet. */
  public boolean runs() {
    return process.isAlive();
  }

  /** Sends the signal that asks a process to end. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** Sends the signal of Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", String.valueOf(pid())).start().waitFor();
  }

  /** Waits for its end, and not for what it has written. */
  boolean ends() throws InterruptedException {
    return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for a line that says so. */
  void awaitLine(String part) {
    long begun = System.nanoTime();
    while (output.stream().noneMatch(line -> line.contains(part))) {
      boolean isLate = System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      if (isLate || !process.isAlive()) {
        throw new AssertionError("it has not said '" + part + "' but: " + output);
      }
      Thread.onSpinWait();
    }
  }

  /** Waits for its end, and for all that it has written. */
  public int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it has said: " + output);
    }
    reader.join();
    return process.exitValue();
  }

  /** Every line that it has written, to whichever stream. */
  public List<String> output() {
    return output;
  }

  /**
   * Kilobytes of memory in use, as the kernel counts them.
   *
   * @param which {@code VmRSS} for now, {@code VmHWM} for the most so far
   */
  public long memoryKib(String which) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
        .filter(line -> line.startsWith(which + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Bytes of live objects, as a collection of all garbage finds them. */
  public long liveBytes() throws IOException {
    Process histogram =
        new ProcessBuilder(
                JAVA.resolveSibling("jcmd").toString(),
                String.valueOf(process.pid()),
                "GC.class_histogram")
            .start();
    try (Stream<String> lines = histogram.inputReader().lines()) {
      return lines
          .filter(line -> line.startsWith("Total"))
          .map(line -> Long.parseLong(line.strip().split("\\s+")[2]))
          .findFirst()
          .orElseThrow();
    }
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it at once: it is told nothing. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Ends it, and what it has started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  private String next(BufferedReader reader) throws IOException {
    reading.acquireUninterruptibly();
    reading.release();
    return reader.readLine();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = next(reader); line != null; line = next(reader)) {
        output.add(line);
        Matcher serves = SERVES.matcher(line);
        if (serves.find()) {
          port.complete(Integer.valueOf(serves.group(1)));
        }
      }
    } catch (IOException ended) {
      // so has the process
    }
    port.completeExceptionally(new AssertionError("it did not start: " + output));
  }
}
