package dev.interleave.jobs;

import dev.interleave.values.PlainText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a call returned into plain values: text, numbers, booleans, and immutable lists and
 * maps of these. Reading them runs none of the call's code. Anything else becomes its text. What
 * goes beyond the bounds is cut, and an "…" stands for it.
 */
final class PlainValue {
  private static final int CHARACTERS = 10_000;
  private static final int ENTRIES = 1000;
  private static final int LEVELS = 10;
  private static final int DIGITS = 100;

  private int characters = CHARACTERS;
  private int entries = ENTRIES;

  private PlainValue() {}

  /**
   * The plain form of {@code value}; null stays null. Runs the value's own code, on the calling
   * thread, and throws what that throws.
   */
  static @Nullable Object of(@Nullable Object value) {
    return new PlainValue().plain(value, LEVELS);
  }

  private @Nullable Object plain(@Nullable Object value, int levels) {
    return switch (value) {
      case null -> null;
      case Boolean bool -> bool;
      case Integer number -> number;
      case Long number -> number;
      case Double number when Double.isFinite(number) -> number;
      case Number number -> number(number.toString());
      case Map<?, ?> map -> levels == 0 ? PlainText.CUT : map(map, levels - 1);
      case Collection<?> list -> levels == 0 ? PlainText.CUT : list(list, levels - 1);
      default -> text(value);
    };
  }

  private Object number(String written) {
    try {
      return written.length() <= DIGITS ? new BigDecimal(written) : text(written);
    } catch (NumberFormatException notFinite) {
      return text(written);
    }
  }

  private Map<String, Object> map(Map<?, ?> map, int levels) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (entries-- <= 0) {
        plain.put(PlainText.CUT, PlainText.CUT);
        break;
      }
      plain.put(text(entry.getKey()), plain(entry.getValue(), levels));
    }
    return Collections.unmodifiableMap(plain);
  }

  private List<Object> list(Collection<?> list, int levels) {
    List<Object> plain = new ArrayList<>();
    for (Object item : list) {
      if (entries-- <= 0) {
        plain.add(PlainText.CUT);
        break;
      }
      plain.add(plain(item, levels));
    }
    return Collections.unmodifiableList(plain);
  }

  private String text(Object value) {
    String text = PlainText.cut(String.valueOf(value), characters);
    characters = Math.max(0, characters - text.length());
    return text;
  }
}
