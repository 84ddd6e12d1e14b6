package dev.interleave.values;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The first of {@code names} that differs from {@code given} only in case, or in one letter that
   * is another, missing or too many.
   */
  public static Optional<String> of(String given, Collection<String> names) {
    String meant = given.toLowerCase(Locale.ROOT);
    return names.stream().filter(name -> isNear(meant, name.toLowerCase(Locale.ROOT))).findFirst();
  }

  private static boolean isNear(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int longer = Math.max(one.length(), other.length());
    int begin = 0;
    while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < shorter - begin
        && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
      end++;
    }
    return longer > 1 && begin + end >= longer - 1;
  }
}
