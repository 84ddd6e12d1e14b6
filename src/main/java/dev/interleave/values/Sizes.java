package dev.interleave.values;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 64KiB}, {@code 1MiB}, or a bare number of bytes. */
public final class Sizes {
  /** How to write one, as a half sentence for people. */
  public static final String NOTATION = "4096, 64KiB or 1MiB";

  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(KiB|MiB)?");
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private Sizes() {}

  /** The number of bytes that {@code text} says, or empty if it says none. */
  public static Optional<Long> parse(String text) {
    Matcher size = SIZE.matcher(text);
    return size.matches()
        ? Optional.of(Long.parseLong(size.group(1)) * bytesPer(size.group(2)))
        : Optional.empty();
  }

  /** The shortest exact way to write {@code bytes}. */
  public static String print(long bytes) {
    if (bytes > 0 && bytes % MIB == 0) {
      return bytes / MIB + "MiB";
    }
    return bytes > 0 && bytes % KIB == 0 ? bytes / KIB + "KiB" : Long.toString(bytes);
  }

  private static long bytesPer(String unit) {
    return switch (unit) {
      case "KiB" -> KIB;
      case "MiB" -> MIB;
      case null, default -> 1;
    };
  }
}
