package dev.interleave.values;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What may be written for a value: how it is parsed, printed and bounded. A value out of bounds is
 * an error and never clamped. Immutable.
 *
 * @param <T> what a written value becomes
 */
public final class Allowed<T extends Comparable<? super T>> {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final String type;
  private final Optional<String> min;
  private final Optional<String> max;
  private final List<String> options;
  private final String sentence;
  private final Function<String, Optional<T>> parser;
  private final Function<T, String> printer;
  private final Predicate<T> within;

  private Allowed(
      String type,
      Optional<String> min,
      Optional<String> max,
      List<String> options,
      String sentence,
      Function<String, Optional<T>> parser,
      Function<T, String> printer,
      Predicate<T> within) {
    this.type = type;
    this.min = min;
    this.max = max;
    this.options = options;
    this.sentence = sentence;
    this.parser = parser;
    this.printer = printer;
    this.within = within;
  }

  /** Durations from {@code min} to {@code max}, both included. */
  public static Allowed<Duration> duration(Duration min, Duration max) {
    return between(
        "duration",
        min,
        max,
        "a duration %s, written as " + Durations.NOTATION,
        Durations::parse,
        Durations::print);
  }

  /** Whole numbers from {@code min} to {@code max}, both included. */
  public static Allowed<Long> integer(long min, long max) {
    return between(
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
    return between(
        "size",
        min,
        max,
        "a size in bytes %s, written as " + Sizes.NOTATION,
        Sizes::parse,
        Sizes::print);
  }

  /** {@code true} or {@code false}, nothing else. */
  public static Allowed<Boolean> bool() {
    return between(
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
   * One line of text of at least {@code min} and at most {@code max} characters, without control
   * characters. Whoever reads it checks what it means.
   */
  public static Allowed<String> text(int min, int max) {
    return new Allowed<>(
        "text",
        Optional.of(String.valueOf(min)),
        Optional.of(String.valueOf(max)),
        List.of(),
        "text of %d to %d characters without control characters".formatted(min, max),
        Optional::of,
        String::toString,
        text -> text.length() >= min && text.length() <= max && PlainText.isPlain(text));
  }

  /**
   * One of these words, nothing else.
   *
   * @throws IllegalArgumentException if there are none, or one is empty, repeated or not plain text
   */
  public static Allowed<String> choice(String... options) {
    List<String> all = List.of(options);
    if (all.isEmpty()
        || Set.copyOf(all).size() < all.size()
        || !all.stream().allMatch(option -> !option.isEmpty() && PlainText.isPlain(option))) {
      throw new IllegalArgumentException("a choice is between different words, not " + all);
    }
    return new Allowed<>(
        "choice",
        Optional.empty(),
        Optional.empty(),
        all,
        "one of " + String.join(", ", all),
        Optional::of,
        String::toString,
        all::contains);
  }

  private static <T extends Comparable<? super T>> Allowed<T> between(
      String type,
      T min,
      T max,
      String notation,
      Function<String, Optional<T>> parser,
      Function<T, String> printer) {
    String least = printer.apply(min);
    String most = printer.apply(max);
    return new Allowed<>(
        type,
        Optional.of(least),
        Optional.of(most),
        List.of(),
        notation.formatted("from %s to %s".formatted(least, most)),
        parser,
        printer,
        value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
  }

  /**
   * The value that {@code text} says.
   *
   * @param name what the value is for; the error names it
   * @throws InvalidValueException if it says none, or one out of bounds
   */
  public T parse(String name, String text) {
    return parser
        .apply(text)
        .filter(within)
        .orElseThrow(() -> new InvalidValueException(name, text, sentence));
  }

  /** Whether {@code value} is within the bounds. */
  public boolean allows(T value) {
    return within.test(value);
  }

  /** How {@code value} is written. */
  public String print(T value) {
    return printer.apply(value);
  }

  /**
   * {@code duration}, {@code integer}, {@code size}, {@code boolean}, {@code text} or {@code
   * choice}.
   */
  public String type() {
    return type;
  }

  /**
   * The least value as it is written. For a text it is the least number of characters; a choice has
   * none.
   */
  public Optional<String> min() {
    return min;
  }

  /** The greatest value, in the same way as {@link #min()}. */
  public Optional<String> max() {
    return max;
  }

  /** What there is to choose from; empty if it is no choice. */
  public List<String> options() {
    return options;
  }

  /** What is allowed, as a half sentence for people. */
  @Override
  public String toString() {
    return sentence;
  }
}
