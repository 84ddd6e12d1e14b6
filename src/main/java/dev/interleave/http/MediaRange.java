package dev.interleave.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One of the media ranges in {@code Accept} (RFC 9110, 12.5.1), in lower case. What Vert.x Web has
 * for this throws at a quote that is not closed. Parameters other than {@code q} are passed over.
 *
 * @param quality from 0, which is not accepted, to 1
 */
record MediaRange(String type, String subtype, double quality) {
  private static final String ANY = "*";
  private static final String TOKEN = "!#$%&'*+-.^_`|~";

  /** The ranges of a header, in its order. What is none is left out. */
  static List<MediaRange> all(String header) {
    List<MediaRange> ranges = new ArrayList<>();
    for (String range : split(header, ',')) {
      one(range).ifPresent(ranges::add);
    }
    return ranges;
  }

  /** Whether {@code type}/{@code subtype} is in it. */
  boolean contains(String type, String subtype) {
    return isOrAny(this.type, type) && isOrAny(this.subtype, subtype);
  }

  /** 0 for everything, 1 for all of a type, 2 for one. */
  int specificity() {
    return (type.equals(ANY) ? 0 : 1) + (subtype.equals(ANY) ? 0 : 1);
  }

  private static Optional<MediaRange> one(String text) {
    List<String> parts = split(text, ';');
    String name = parts.getFirst().strip().toLowerCase(Locale.ROOT);
    int slash = name.indexOf('/');
    // Java's own client has always written a lone asterisk.
    String type = slash < 0 && name.equals(ANY) ? ANY : name.substring(0, Math.max(0, slash));
    String subtype = slash < 0 ? ANY : name.substring(slash + 1);
    double quality = quality(parts);
    return isToken(type)
            && isToken(subtype)
            && (!type.equals(ANY) || subtype.equals(ANY))
            && !Double.isNaN(quality)
        ? Optional.of(new MediaRange(type, subtype, quality))
        : Optional.empty();
  }

  /** 1 if none is given, not a number if it is none. */
  private static double quality(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      String parameter = part.strip();
      if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
        return number(parameter.substring(2));
      }
    }
    return 1;
  }

  private static double number(String text) {
    boolean written =
        !text.isEmpty()
            && text.length() <= 5
            && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.')
            && text.chars().filter(c -> c == '.').count() < 2
            && !text.equals(".");
    double number = written ? Double.parseDouble(text) : Double.NaN;
    return number <= 1 ? number : Double.NaN;
  }

  /** At each separator that is not between quotes. A quote that is not closed goes to the end. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(begin, i));
        begin = i + 1;
      }
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || TOKEN.indexOf(c) >= 0);
  }

  private static boolean isOrAny(String range, String part) {
    return range.equals(ANY) || range.equals(part);
  }
}
