package dev.interleave.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interleave.PlugInJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a process is started: its settings, its folder, and what the system lets it have. */
final class Setup {
  private static final boolean SKIPS_FORBIDDEN = "forbidden".equals(System.getProperty("skips"));
  private static final Path PLACE = Path.of("target", "faults");

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> preparations = new ArrayList<>();
  private boolean mounts;

  private Setup(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(temporary());
    Files.createDirectories(plugIns());
    set("http.port", "0");
    set("plugins.folder", plugIns().toString());
    set("store.url", "file:" + folder.resolve("data/jobs"));
    set("ticker.interval", "50ms");
    set("ticker.history", "200");
    set("timeline.history", "200");
    set("loops.history", "60");
    option("-Djava.io.tmpdir=" + temporary());
    if (!Scale.isFull()) {
      option("-XX:TieredStopAtLevel=1"); // It halves the processor time of a short life.
    }
  }

  /** In a folder of its own, with short histories so that a heap can be compared with itself. */
  static Setup fresh() throws IOException {
    Files.createDirectories(PLACE);
    return new Setup(Files.createTempDirectory(PLACE.toAbsolutePath(), "process-"));
  }

  /** A setting, by its key in conf/interleave.yaml. */
  Setup set(String key, String value) {
    return variable("INTERLEAVE_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
  }

  Setup variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** An option of the JVM; the command itself stays {@code java -jar}. */
  Setup option(String option) {
    options.add(option);
    return this;
  }

  /** A line of shell that runs before it, in the same process. */
  Setup prepare(String line) {
    preparations.add(line);
    return this;
  }

  /**
   * Its temporary folder is a disk of this size, which nobody else sees. Skips the test where
   * nothing may be mounted, as in a container without that right.
   */
  Setup temporaryDisk(String size) throws IOException, InterruptedException {
    boolean may =
        new ProcessBuilder(namespace("mount", "-t", "tmpfs", "tmpfs", "/mnt")).start().waitFor()
            == 0;
    assumeTrue(may || SKIPS_FORBIDDEN, "nothing may be mounted");
    mounts = true;
    return prepare("mount -t tmpfs -o size=%s tmpfs %s".formatted(size, temporary()));
  }

  Setup plugIn(String name, PlugInJar jar) {
    jar.write(plugIns().resolve(name + ".jar"));
    return this;
  }

  Path temporary() {
    return folder.resolve("tmp");
  }

  Path folder() {
    return folder;
  }

  ProcessBuilder command(Path java, Path jar) {
    List<String> script = new ArrayList<>(preparations);
    script.add("exec \"$@\"");
    String[] command = {
      "sh", "-ec", String.join("\n", script), "sh", java.toString(), "-jar", jar.toString()
    };
    ProcessBuilder builder = new ProcessBuilder(mounts ? namespace(command) : List.of(command));
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", options));
    return builder;
  }

  /**
   * A mount of its own needs a namespace of its own, and for others than root a user of its own.
   */
  private static List<String> namespace(String... command) {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> within = new ArrayList<>(List.of("unshare", root ? "-m" : "-rm"));
    within.addAll(List.of(command));
    return within;
  }

  private Path plugIns() {
    return folder.resolve("plugins");
  }
}
