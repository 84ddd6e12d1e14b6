package dev.interleave.http;

/** Text from outside, made fit to be shown. */
final class Text {
  private static final int SHOWN = 120;

  private Text() {}

  /** At most 120 characters, and one line. */
  static String cut(String text) {
    String line = line(text);
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  /** One line: control characters become spaces. */
  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
