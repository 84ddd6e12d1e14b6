package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Types what the README and the documents say to type, in their order, and compares what comes with
 * what they show.
 */
class ReadmeIT {
  private static final List<String> DOCUMENTS =
      List.of("README.md", "docs/tour.md", "docs/measuring.md", "docs/configuration.md");
  private static final Pattern CONSOLE =
      Pattern.compile("(<!-- watch -->\n)?```console\n\\$ (.+?)\n(.*?)```", Pattern.DOTALL);
  private static final String BACKGROUND = ">background task running";
  private static final String REPORT = " blocked";

  private static JarProcess jar;

  /**
   * A command with what it prints; a watching one has the next command typed in another terminal.
   */
  private record Example(boolean watches, String command, List<String> output) {}

  @BeforeAll
  static void start() throws IOException {
    jar = JarProcess.start(Map.of());
  }

  @AfterAll
  static void stop() {
    jar.close();
  }

  @Test
  void everyCommandPrintsWhatItIsShownToPrint() throws Exception {
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(6);

    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      if (example.watches()) {
        Example other = examples.get(++i);
        List<String> lines = watch(example, other);
        assertThat(shape(lines))
            .as(example.command())
            .startsWith(shape(example.output()).toArray(String[]::new));
        assertThat(reports(lines)).as(example.command()).isEqualTo(reports(example.output()));
      } else {
        assertThat(shape(run(example))).as(example.command()).isEqualTo(shape(example.output()));
      }
    }
  }

  @Test
  void everyScenarioAndStrategyIsNamed() throws Exception {
    Map<String, String> documents =
        Map.of("scenarios", "docs/article.md", "strategies", "docs/strategies.md");
    for (String list : documents.keySet()) {
      String document = Files.readString(Path.of(documents.get(list)));
      Process curl = bash("curl -s localhost:8080/" + list);
      Matcher name =
          Pattern.compile("\"name\":\"([a-z-]+)\",\"(title|description)")
              .matcher(new String(curl.getInputStream().readAllBytes()));
      int found = 0;
      while (name.find()) {
        found++;
        assertThat(document).contains("`" + name.group(1) + "`");
      }
      assertThat(found).isGreaterThanOrEqualTo(5);
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String document : DOCUMENTS) {
      Matcher console = CONSOLE.matcher(Files.readString(Path.of(document)));
      while (console.find()) {
        examples.add(
            new Example(
                console.group(1) != null, console.group(2), console.group(3).lines().toList()));
      }
    }
    return examples;
  }

  private static List<String> run(Example example) throws Exception {
    Process process = bash(example.command());
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return lines;
  }

  /** What the watching command prints until it has printed as much as is shown. */
  private static List<String> watch(Example watching, Example other) throws Exception {
    Process process = bash(watching.command());
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      lines.add(reader.readLine());
      assertThat(shape(run(other))).as(other.command()).isEqualTo(shape(other.output()));
      while (shape(lines).size() < shape(watching.output()).size()
          || reports(lines).size() < reports(watching.output()).size()) {
        lines.add(reader.readLine());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.toHandle().destroy();
    }
    return lines;
  }

  /**
   * Without what differs from run to run: numbers and names of requests, how often it beats, where
   * the machine was slow, heartbeats, and what is told of blocks, which takes a moment. Whether a
   * percentile is given depends on how many samples there were.
   */
  private static List<String> shape(List<String> lines) {
    List<String> shape = new ArrayList<>();
    for (String line : lines) {
      String same = same(line);
      // A call that is queued may have to wait for its thread.
      boolean beatsAgain =
          !shape.isEmpty()
              && (shape.getLast().contains(BACKGROUND) || shape.getLast().contains("is queued"));
      if (!line.isBlank() && !line.contains(REPORT) && !(same.endsWith(BACKGROUND) && beatsAgain)) {
        shape.add(same);
      }
    }
    return shape;
  }

  /** What is told of blocks that jobs have made; a busy machine makes others. */
  private static List<String> reports(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains(REPORT) && line.contains("(job "))
        .map(ReadmeIT::same)
        .toList();
  }

  private static String same(String line) {
    return line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…")
        .replaceAll("(Kept|Made) the loop [^;]*", "…")
        .replaceAll(", one right after the other \\([^)]*\\)", "")
        .replaceAll("(\\d+ waves of|all \\d+ calls|at most \\d+ calls) [^:]*", "…")
        .replaceAll(", \\d+ ms late, 0 missed", "")
        .replaceAll("\\d+(\\.\\d+)? (ms|s)\\b|–", "# time")
        .replaceAll("\\d+", "#")
        .replaceAll(" +", " ")
        .replaceAll("\"state\":\"(queued|running)\".*", "…");
  }

  private static Process bash(String command) throws IOException {
    String here = command.replace("localhost:8080", "127.0.0.1:" + jar.port());
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", here.replace("curl ", "curl -sS "));
    builder.environment().merge("PATH", javaFolder() + ":", (path, java) -> java + path);
    return builder.redirectErrorStream(true).start();
  }

  private static Path javaFolder() {
    return Path.of(System.getProperty("java.home"), "bin");
  }
}
