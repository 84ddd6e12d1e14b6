package dev.interleave.values;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1m}, ISO-8601 {@code PT2S}, or
 * a bare number of seconds as in {@code time.sleep(0.5)}. Never negative; rounded down to a
 * nanosecond.
 */
public final class Durations {
  /** How to write one, as a half sentence for people. */
  public static final String NOTATION = "500ms, 2s, 1m, PT2S or a number of seconds";

  private static final Pattern PLAIN = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");
  private static final Pattern ISO = Pattern.compile("P[0-9DTHMS.]{2,30}");

  private Durations() {}

  /** The duration that {@code text} says, or empty if it says none. */
  public static Optional<Duration> parse(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches()) {
      BigDecimal nanos = new BigDecimal(plain.group(1)).multiply(nanosPer(plain.group(2)));
      return Optional.of(Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValue()));
    }
    return ISO.matcher(text).matches() ? parseIso(text) : Optional.empty();
  }

  /**
   * The shortest way to write {@code duration}: {@code 1m}, {@code 2s}, {@code 500ms}, {@code 0s}.
   */
  public static String print(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return decimal(duration.toNanos(), 6) + "ms";
    }
    if (duration.toMillisPart() != 0) {
      return duration.compareTo(Duration.ofSeconds(10)) < 0
          ? duration.toMillis() + "ms"
          : decimal(duration.toMillis(), 3) + "s";
    }
    return duration.toSecondsPart() == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
  }

  /** For people to read, with three digits at the most: {@code 1.24 s}, {@code 20 ms}. */
  public static String rounded(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis >= 999.5) {
      return String.format(Locale.ROOT, millis < 99_950 ? "%.3g s" : "%.0f s", millis / 1000);
    }
    return String.format(Locale.ROOT, millis >= 9.95 ? "%.0f ms" : "%.1f ms", millis);
  }

  private static Optional<Duration> parseIso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException | ArithmeticException notOne) {
      return Optional.empty();
    }
  }

  private static BigDecimal nanosPer(String unit) {
    return switch (unit) {
      case "ms" -> BigDecimal.valueOf(1_000_000L);
      case "m" -> BigDecimal.valueOf(60_000_000_000L);
      case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
      case null, default -> BigDecimal.valueOf(1_000_000_000L);
    };
  }

  private static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
  }
}
