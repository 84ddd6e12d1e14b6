package dev.interleave.work;

import dev.interleave.values.InvalidValueException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The arguments of one call: every declared one has a value within its bounds. Immutable. */
public final class Arguments {
  private final Map<String, Object> values;
  private final Map<String, String> written;

  private Arguments(Map<String, Object> values, Map<String, String> written) {
    this.values = values;
    this.written = Collections.unmodifiableMap(written);
  }

  /**
   * Reads what was given against what is declared.
   *
   * @throws InvalidValueException for a value that is not allowed, or a name that is not declared
   */
  public static Arguments of(List<Argument<?>> declared, Map<String, String> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> written = new LinkedHashMap<>();
    for (Argument<?> argument : declared) {
      put(argument, given.get(argument.name()), values, written);
    }
    given.forEach((name, value) -> {
      if (!values.containsKey(name)) {
        List<String> names = declared.stream().map(Argument::name).toList();
        throw InvalidValueException.unknown(name, value, names, "no arguments");
      }
    });
    return new Arguments(values, written);
  }

  /** The value of an argument that the kind has declared. */
  @SuppressWarnings("unchecked")
  public <T extends Comparable<? super T>> T get(Argument<T> argument) {
    return (T) Objects.requireNonNull(values.get(argument.name()), argument.name());
  }

  /** Each argument in the shortest form in which it can be written, in the order declared. */
  public Map<String, String> written() {
    return written;
  }

  /** The arguments that are durations, by name. */
  public Map<String, Duration> durations() {
    Map<String, Duration> durations = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (value instanceof Duration duration) {
        durations.put(name, duration);
      }
    });
    return durations;
  }

  private static <T extends Comparable<? super T>> void put(
      Argument<T> argument,
      @Nullable String given,
      Map<String, Object> values,
      Map<String, String> written) {
    T value =
        given == null ? argument.defaultValue() : argument.allowed().parse(argument.name(), given);
    values.put(argument.name(), value);
    written.put(argument.name(), argument.allowed().print(value));
  }
}
