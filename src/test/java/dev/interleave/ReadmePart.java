package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of the README: what it shows and what it says to type. */
final class ReadmePart {
  private final String text;

  private ReadmePart(String text) {
    this.text = text;
  }

  /** From the heading that begins so to the next of its rank. */
  static ReadmePart titled(String heading) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("\n## " + heading);
    assertThat(start).as(heading).isNotNegative();
    return new ReadmePart(readme.substring(start, readme.indexOf("\n## ", start + 1)));
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
