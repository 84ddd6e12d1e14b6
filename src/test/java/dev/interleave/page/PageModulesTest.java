package dev.interleave.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's modules, which are Node's. */
@Needs(what = "the tests of the page's modules", programs = Program.NODE)
class PageModulesTest {
  private static final Path FOLDER = Path.of("src", "test", "page");

  @Test
  void theModulesBehave() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Program.NODE.installed().toString());
    command.add("--test");
    command.add("--test-reporter=spec");
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .map(Path::toString)
          .filter(name -> name.endsWith(".test.js"))
          .sorted()
          .forEach(command::add);
    }

    Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    String failures = output.replaceFirst("(?s).*(?=failing tests:)", "");
    assertThat(node.waitFor()).withFailMessage(failures).isZero();
    assertThat(output).containsPattern("pass [1-9]");
  }
}
