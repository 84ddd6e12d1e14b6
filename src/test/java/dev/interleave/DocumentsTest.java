package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.work.BuiltInKinds;
import dev.interleave.work.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point to is there, and what is there is pointed to. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]*)#?([^)]*)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

  @Test
  void everyLinkLeadsToAFileAndAHeadingThatAreThere() throws IOException {
    for (Path document : documents()) {
      for (MatchResult link : found(LINK, document)) {
        Path target =
            link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
        assertThat(target).as("%s in %s", link.group(), document).exists();
        if (!link.group(2).isEmpty()) {
          assertThat(anchors(target)).as(document.toString()).contains(link.group(2));
        }
      }
    }
  }

  @Test
  void theIndexesLeadToEveryDocument() throws IOException {
    for (Path folder : List.of(Path.of("docs"), Path.of("docs/decisions"))) {
      String index = Files.readString(folder.resolve("README.md"));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
            .isNotEmpty()
            .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
      }
    }
  }

  @Test
  void everyFolderOfTheSourcesIsExplained() throws IOException {
    String document = Files.readString(Path.of("docs/how-it-works.md"));
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/interleave"))) {
      assertThat(folders.filter(Files::isDirectory).map(folder -> folder.getFileName() + "/"))
          .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }
  }

  @Test
  void everyKindSaysWhatItTeaches() throws IOException {
    String document = Files.readString(Path.of("docs/kinds.md"));
    try (Kinds kinds = new Kinds(BuiltInKinds.open(1, Duration.ofSeconds(1)))) {
      assertThat(kinds.all())
          .allSatisfy(kind -> assertThat(document).contains("\n| `" + kind.name() + "` |"));
    }
  }

  @Test
  void theReadmeIsAFrontDoor() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(190);
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(documents::add);
    }
    return documents;
  }

  private static List<String> anchors(Path document) throws IOException {
    return found(HEADING, document).stream()
        .map(heading ->
            heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }

  private static List<MatchResult> found(Pattern pattern, Path document) throws IOException {
    return pattern.matcher(Files.readString(document)).results().toList();
  }
}
