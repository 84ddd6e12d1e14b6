package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what docs/kit.md says: builds a fresh copy of the example against the kit that this build
 * has left, and runs it.
 */
class EmbeddedIT {
  private static final Path EXAMPLE = Path.of("examples/embedded");

  @TempDir static Path folder;
  private static Document kit;
  private static List<String> shown;
  private static List<String> printed;

  @BeforeAll
  static void followTheDocument() throws Exception {
    kit = Document.at("docs/kit.md").beforeParts();
    shown = kit.session().output();
    Workshop workshop = new Workshop(folder);
    workshop.installKit();
    workshop.copy(EXAMPLE);
    printed = workshop.run(kit.session().command()).lines().toList();
  }

  @Test
  void theCodeIsTheOneThatIsShown() throws IOException {
    String code = Files.readString(EXAMPLE.resolve("src/main/java/example/Embedded.java"));

    assertThat(kit.blocks("java"))
        .isNotEmpty()
        .allSatisfy(block -> assertThat(code).contains(block));
  }

  @Test
  void theReadmeShowsPartsOfIt() throws IOException {
    assertThat(kit.blocks("java"))
        .containsAll(Document.at("README.md").part("In your own application").blocks("java"));
  }

  @Test
  void theKitIsItsOnlyDependencyAndTheOneThatIsShown() throws IOException {
    String pom = Files.readString(EXAMPLE.resolve("pom.xml"));

    assertThat(pom).containsOnlyOnce("<dependency>");
    assertThat(pom.replaceAll("\\s", ""))
        .contains(kit.blocks("xml").getFirst().replaceAll("\\s", ""));
  }

  @Test
  void everyCallEndsAsItIsShownToAndInThatOrder() {
    assertThat(withoutFigures(printed, EmbeddedIT::isOfACall))
        .isEqualTo(withoutFigures(shown, EmbeddedIT::isOfACall));
  }

  @Test
  void theBlockedLoopIsReportedOnceWithThePlaceThatBlockedIt() {
    assertThat(withoutFigures(printed, EmbeddedIT::isOfTheMistake))
        .hasSize(1)
        .isEqualTo(withoutFigures(shown, EmbeddedIT::isOfTheMistake));
  }

  private static boolean isOfACall(String line) {
    return line.matches("(ada|bob|db)\\b.*: .*");
  }

  /** On a slow machine other blocks are reported as well: the first call loads classes. */
  private static boolean isOfTheMistake(String line) {
    return line.startsWith("monitor: ") && line.contains("Embedded.query");
  }

  private static List<String> withoutFigures(List<String> lines, Predicate<String> which) {
    return lines.stream()
        .filter(which)
        .map(line -> line.replaceAll("\\d+ ms|(?<=running: |waiting: )\\d+", "#"))
        .toList();
  }
}
