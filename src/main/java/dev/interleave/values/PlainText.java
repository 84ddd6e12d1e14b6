package dev.interleave.values;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes text from elsewhere fit to be kept, encoded and shown. */
public final class PlainText {
  /** Stands for what is left out. */
  public static final String CUT = "…";

  /** All that ends a line or steers a terminal, those of eight bits too. */
  private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  private PlainText() {}

  /**
   * The first characters of {@code text}, with "…" if there are more; halves of characters become
   * question marks.
   *
   * @param most how many characters are left at the most, not counting the "…"
   */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return whole(text);
    }
    boolean splits = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return whole(text.substring(0, splits ? most - 1 : most)) + CUT;
  }

  /** The same on one line. */
  public static String line(String text, int most) {
    return line(cut(text, most));
  }

  /** {@code text} on one line: control characters and separators of lines become spaces. */
  public static String line(String text) {
    return BREAKING.matcher(text).replaceAll(" ");
  }

  /**
   * The message of {@code thrown}, cut; empty if it has none. Runs code of {@code thrown}, but
   * never throws.
   *
   * @param most how many characters are left at the most, not counting the "…"
   */
  public static String message(Throwable thrown, int most) {
    try {
      String message = thrown.getMessage();
      return message == null ? "" : cut(message, most);
    } catch (Throwable speechless) {
      return "it cannot say why: its getMessage() threw " + speechless.getClass().getName();
    }
  }

  /** Whether it is one line, without control characters and halves of characters. */
  static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl) && whole(text).equals(text);
  }

  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
