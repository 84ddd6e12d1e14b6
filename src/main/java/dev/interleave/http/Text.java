package dev.interleave.http;

import dev.interleave.values.PlainText;

/** Text of a request, as it is shown in an answer. */
final class Text {
  private static final int SHOWN = 120;

  private Text() {}

  /** One line of at most 120 characters, with "…" if there were more. */
  static String shown(String text) {
    return PlainText.line(text, SHOWN);
  }
}
