package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document, or a part of one: what it shows and what it says to type. */
final class Document {
  private final String text;

  private Document(String text) {
    this.text = text;
  }

  /** A whole one. */
  static Document at(String path) throws IOException {
    return new Document(Files.readString(Path.of(path)));
  }

  /** What comes before the first heading of the second rank. */
  Document beforeParts() {
    int end = text.indexOf("\n## ");
    return end < 0 ? this : new Document(text.substring(0, end));
  }

  /** From the heading of the second rank that begins so to the next of that rank. */
  Document part(String heading) {
    int start = text.indexOf("\n## " + heading);
    assertThat(start).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", start + 1);
    return new Document(end < 0 ? text.substring(start) : text.substring(start, end));
  }

  /** The lines to type that stand by themselves. */
  List<String> commands() {
    return blocks("sh").stream().flatMap(String::lines).toList();
  }

  /** The blocks of code in a language. */
  List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** A command with what it is shown to print. */
  record Session(String command, List<String> output) {}

  /** The first of them. */
  Session session() {
    Matcher session = Pattern.compile("```\n\\$ (.+?)\n(.*?)```", Pattern.DOTALL).matcher(text);
    assertThat(session.find()).isTrue();
    return new Session(session.group(1), session.group(2).lines().toList());
  }
}
