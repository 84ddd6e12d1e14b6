package dev.interleave.values;

import java.util.Collection;

/**
 * A value that is not allowed: which one, what was given, what would have been allowed. The message
 * is one line for a person.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String name;
  private final String value;
  private final String allowed;

  /**
   * A value that is not allowed.
   *
   * @param name what the value was meant for: a parameter, an argument, a key
   * @param value what was given, as it was written; it is shown as one line of at most 80
   *     characters
   * @param allowed what would have been accepted, as the end of the sentence "allowed: …"
   */
  public InvalidValueException(String name, String value, String allowed) {
    this(name, shown(value), allowed, "'%s' is not allowed".formatted(shown(value)));
  }

  private InvalidValueException(String name, String value, String allowed, String complaint) {
    super("%s: %s; allowed: %s".formatted(name, complaint, allowed));
    this.name = name;
    this.value = value;
    this.allowed = allowed;
  }

  /** A value that has to be given and was not. */
  public static InvalidValueException missing(String name, String allowed) {
    return new InvalidValueException(name, "", allowed, "missing");
  }

  /** A name that nothing has. */
  public static InvalidValueException unknown(String name, String value, String allowed) {
    return new InvalidValueException(shown(name), shown(value), allowed, "unknown");
  }

  /**
   * A name that is none of those that are known.
   *
   * @param none says that there are none
   */
  public static InvalidValueException unknown(
      String name, String value, Collection<String> known, String none) {
    String meant = Nearest.of(name, known).map(" (did you mean %s?)"::formatted).orElse("");
    String allowed = known.isEmpty() ? none : String.join(", ", known);
    return new InvalidValueException(shown(name), shown(value), allowed, "unknown" + meant);
  }

  /** A value that may be given once and was given more often. */
  public static InvalidValueException repeated(String name, Iterable<String> values) {
    return new InvalidValueException(
        shown(name), shown(String.join(", ", values)), "given once", "given more than once");
  }

  /** What the value was meant for. */
  public String name() {
    return name;
  }

  /** What was given, as one line of at most 80 characters. */
  public String value() {
    return value;
  }

  /** What would have been accepted. */
  public String allowed() {
    return allowed;
  }

  private static String shown(String text) {
    return PlainText.line(text, SHOWN);
  }
}
