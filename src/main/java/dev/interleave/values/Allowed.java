package dev.interleave.values;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What may be written for a value: how it is parsed, printed and bounded. Out of bounds is refused,
 * never clamped. Immutable.
 *
 * @param <T> what a written value becomes
 */
public final class Allowed<T extends Comparable<? super T>> {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final String type;
  private final T min;
  private final T max;
  private final String sentence;
  private final Function<String, Optional<T>> parser;
  private final Function<T, String> printer;

  private Allowed(
      String type,
      T min,
      T max,
      String notation,
      Function<String, Optional<T>> parser,
      Function<T, String> printer) {
    this.type = type;
    this.min = min;
    this.max = max;
    this.parser = parser;
    this.printer = printer;
    this.sentence =
        notation.formatted("from %s to %s".formatted(printer.apply(min), printer.apply(max)));
  }

  /** Durations from {@code min} to {@code max}, both included. */
  public static Allowed<Duration> duration(Duration min, Duration max) {
    return new Allowed<>(
        "duration",
        min,
        max,
        "a duration %s, written as " + Durations.NOTATION,
        Durations::parse,
        Durations::print);
  }

  /** Whole numbers from {@code min} to {@code max}, both included. */
  public static Allowed<Long> integer(long min, long max) {
    return new Allowed<>(
        "integer",
        min,
        max,
        "a whole number %s",
        text ->
            INTEGER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty(),
        String::valueOf);
  }

  /** Sizes in bytes from {@code min} to {@code max}, both included. */
  public static Allowed<Long> size(long min, long max) {
    return new Allowed<>(
        "size",
        min,
        max,
        "a size in bytes %s, written as " + Sizes.NOTATION,
        Sizes::parse,
        Sizes::print);
  }

  /** {@code true} or {@code false}, nothing else. */
  public static Allowed<Boolean> bool() {
    return new Allowed<>(
        "boolean",
        false,
        true,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        String::valueOf);
  }

  /**
   * The value that {@code text} says.
   *
   * @param name what the value is for; it stands in the error
   * @throws InvalidValue if it says none, or one out of bounds
   */
  public T parse(String name, String text) {
    return parser
        .apply(text)
        .filter(value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0)
        .orElseThrow(() -> new InvalidValue(name, text, sentence));
  }

  /** How {@code value} is written. */
  public String print(T value) {
    return printer.apply(value);
  }

  /** {@code duration}, {@code integer}, {@code size} or {@code boolean}. */
  public String type() {
    return type;
  }

  /** The least value, as it is written. */
  public String min() {
    return print(min);
  }

  /** The greatest value, as it is written. */
  public String max() {
    return print(max);
  }

  /** What is allowed, as a half sentence for people. */
  @Override
  public String toString() {
    return sentence;
  }
}
