package dev.interleave.log;

/** Keeps text from breaking its line, and from steering the terminal that shows it. */
final class Escapes {
  private Escapes() {}

  /**
   * {@code text}, with control characters, line separators, invisible marks and halves of
   * characters written out, such as {@code \n} and {@code \u001b}.
   */
  static String of(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '\n' -> plain.append("\\n");
            case '\r' -> plain.append("\\r");
            case '\t' -> plain.append("\\t");
            default -> {
              if (isShown(point)) {
                plain.appendCodePoint(point);
              } else {
                plain.append("\\u%04x".formatted(point));
              }
            }
          }
        });
    return plain.toString();
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
