package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what the README says under "Find out what blocks your loop": runs the example with the jar
 * beside it, asks it for what blocks, and asks the jar what it found.
 */
class FindWhatBlocksIT {
  private static final Path JAR = Path.of("target/interleave-attach.jar");

  @TempDir static Path folder;

  @Test
  void theFirstFindingIsTheMistakeOfTheExample() throws Exception {
    Document part = Document.at("README.md").part("Find out what blocks");
    List<String> commands = part.commands();
    assertThat(commands).hasSize(4);
    assertThat(commands.get(1)).contains("-javaagent:" + JAR);
    Workshop workshop = new Workshop(folder);
    workshop.copy(Path.of("examples/shop"));
    Files.createDirectories(folder.resolve("target"));
    Files.copy(JAR, folder.resolve(JAR));

    try (JarProcess shop = workshop.start(commands.get(2))) {
      shop.awaitLine("the shop is open");
      shop.awaitLine("Interleave watches this process: http://127.0.0.1:9753");
      workshop.run(commands.get(3));

      List<String> found = workshop.run(part.session().command()).lines().toList();
      assertThat(found.stream().limit(3).map(FindWhatBlocksIT::shape))
          .isEqualTo(part.session().output().stream().map(FindWhatBlocksIT::shape).toList());
    }
  }

  /** Without figures, which differ from run to run, but for the line in the source. */
  private static String shape(String line) {
    return line.replaceAll("(?<!java:)\\b\\d+(\\.\\d+)?( ms| s)?\\b", "N")
        .replaceAll("N times|once", "N times");
  }
}
