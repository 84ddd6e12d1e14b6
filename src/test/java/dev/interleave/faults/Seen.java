package dev.interleave.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one run of a fault has measured, in the order in which it is told. */
final class Seen {
  private final List<String> facts = new ArrayList<>();

  /** A fact, as {@link String#format} makes it. */
  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in no library of ours.
  synchronized void fact(String format, Object... arguments) {
    facts.add(String.format(Locale.ROOT, format, arguments));
  }

  /** So many of each, such as the jobs in each state. */
  void counts(String what, Map<String, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    String each =
        new TreeMap<>(counts)
            .entrySet().stream()
                .map(
                    entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    if (all == 0) {
      fact("no %s", what);
    } else {
      fact("%,d %s: %s", all, what, each);
    }
  }

  synchronized List<String> facts() {
    return List.copyOf(facts);
  }
}
