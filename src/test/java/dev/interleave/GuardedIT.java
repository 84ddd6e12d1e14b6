package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests that docs/kit.md shows, against the kit that this build has left. */
class GuardedIT {
  private static final Path EXAMPLE = Path.of("examples/guarded");

  @TempDir static Path folder;
  private static Document part;
  private static String printed;

  @BeforeAll
  static void followTheDocument() throws Exception {
    part = Document.at("docs/kit.md").part("Fail a test when a loop blocks");
    Workshop workshop = new Workshop(folder);
    workshop.installKit();
    workshop.copy(EXAMPLE);
    printed = workshop.run("! " + part.session().command());
  }

  @Test
  void theCodeIsTheOneThatIsShown() throws IOException {
    String code = Files.readString(EXAMPLE.resolve("src/test/java/example/OrdersTest.java"));

    assertThat(part.blocks("java"))
        .singleElement()
        .satisfies(block -> assertThat(code).contains(block));
  }

  @Test
  void theTestThatBlocksFailsAsItIsShownTo() {
    List<String> shown = part.session().output().stream().map(GuardedIT::withoutFigures).toList();

    assertThat(withoutFigures(printed).lines()).containsSubsequence(shown);
  }

  @Test
  void theOtherDoesNot() {
    assertThat(printed).doesNotContain("anOrderIsFoundBesideTheLoop");
  }

  /** Nor the number of the loop, which may be any, nor the lines of the JDK's sources. */
  private static String withoutFigures(String text) {
    return text.replaceAll(
        "\\d+(\\.\\d+)? (ms|s|%)|(?<=thread-)\\d+|(?<=LockSupport.java:)\\d+", "#");
  }
}
