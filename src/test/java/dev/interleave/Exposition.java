package dev.interleave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a scrape says, in Prometheus' text. */
public final class Exposition {
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_:]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private final List<Sample> samples;
  private final Map<String, String> types = new LinkedHashMap<>();

  /** One line. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  public Exposition(String text) {
    samples = text.lines().filter(line -> !line.startsWith("#")).map(Exposition::sample).toList();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" "))
        .forEach(words -> types.put(words[2], words[3]));
  }

  /** Every family by its name, with its type. */
  public Map<String, String> types() {
    return types;
  }

  /** Every series that there is, by name and labels. */
  public Set<String> series() {
    return samples.stream()
        .map(sample -> sample.name() + new TreeMap<>(sample.labels()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The samples of a name that have these labels, in the order of the text. */
  public List<Sample> all(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name) && has(sample, labels))
        .toList();
  }

  /** Their sum; 0 if there are none. */
  public double sum(String name, String... labels) {
    return all(name, labels).stream().mapToDouble(Sample::value).sum();
  }

  private static boolean has(Sample sample, String... labels) {
    for (int i = 0; i < labels.length; i += 2) {
      if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
        return false;
      }
    }
    return true;
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    Map<String, String> labels =
        matcher.group(2) == null
            ? Map.of()
            : LABEL
                .matcher(matcher.group(2))
                .results()
                .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
    return new Sample(matcher.group(1), labels, value(matcher.group(3)));
  }

  private static double value(String written) {
    return switch (written) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(written);
    };
  }
}
