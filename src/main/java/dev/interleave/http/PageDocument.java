package dev.interleave.http;

import dev.interleave.values.SourceHash;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page itself, with the style sheet of its first screen inside. A browser paints nothing before
 * it has that, and to ask for it takes another round trip.
 *
 * @param styleHash what a Content-Security-Policy allows the style by
 */
record PageDocument(PageFiles.File file, String styleHash) {
  private static final String NAME = "index.html";
  private static final Pattern SHEET =
      Pattern.compile("<link rel=\"stylesheet\" href=\"/page/(first-screen\\.css)\">");

  /** Makes it of the page's files. */
  static PageDocument of(PageFiles files) {
    Matcher sheet = SHEET.matcher(text(files, NAME));
    MatchResult link = sheet.results().findFirst().orElseThrow();
    String style = text(files, link.group(1));
    String html = sheet.replaceFirst(Matcher.quoteReplacement("<style>" + style + "</style>"));
    return new PageDocument(
        PageFiles.file(NAME, html.getBytes(StandardCharsets.UTF_8)), SourceHash.of(style));
  }

  private static String text(PageFiles files, String name) {
    return files.find(name).orElseThrow().plain().content().toString();
  }
}
