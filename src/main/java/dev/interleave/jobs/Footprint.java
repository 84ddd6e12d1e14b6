package dev.interleave.jobs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes of the heap things take, as they are laid out by a 64-bit JVM with
 * compressed pointers.
 */
final class Footprint {
  /**
   * A job that has ended, with its events and its places in maps, without what it was asked and
   * what it answered.
   */
  static final int JOB = 1600;

  private static final int TEXT = 40;
  private static final int NUMBER = 24;
  private static final int LONG_NUMBER = 120;
  private static final int LIST = 64;
  private static final int ITEM = 8;
  private static final int MAP = 160;
  private static final int ENTRY = 56;
  private static final int LATIN = 0xff;

  private Footprint() {}

  static int of(Job.Asked asked) {
    Origin origin = asked.origin();
    return of(asked.arguments())
        + of(origin.requestId())
        + origin.key().map(Footprint::of).orElse(0);
  }

  static int of(Job.Failure failure) {
    return of(failure.type()) + of(failure.message());
  }

  /** A text. One character beyond Latin-1 makes each character two bytes. */
  static int of(String text) {
    boolean latin = text.chars().allMatch(character -> character <= LATIN);
    return TEXT + text.length() * (latin ? 1 : 2);
  }

  /** A plain value, of {@link PlainValue}. */
  static int of(@Nullable Object plain) {
    return switch (plain) {
      case null -> 0;
      case Boolean shared -> 0;
      case String text -> of(text);
      case Integer number -> NUMBER;
      case Long number -> NUMBER;
      case Double number -> NUMBER;
      case Number number -> LONG_NUMBER + number.toString().length();
      case List<?> list -> LIST + list.stream().mapToInt(item -> ITEM + of(item)).sum();
      case Map<?, ?> map ->
          MAP
              + map.entrySet().stream()
                  .mapToInt(entry -> ENTRY + of(entry.getKey()) + of(entry.getValue()))
                  .sum();
      default -> throw new IllegalArgumentException("no plain value: " + plain.getClass());
    };
  }
}
