package dev.interleave.jobs;

import dev.interleave.values.InvalidValueException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The strategies that jobs may name. Immutable. */
public final class OpenStrategies {
  /** The strategy of a request that names none. */
  public static final String DEFAULT = "execute-blocking";

  private final Map<String, OpenStrategy> byName;

  public OpenStrategies(List<OpenStrategy> strategies) {
    Map<String, OpenStrategy> names = new LinkedHashMap<>();
    strategies.forEach(strategy -> names.put(strategy.name(), strategy));
    byName = Collections.unmodifiableMap(names);
  }

  /** All of them, enabled or not, in the order in which they are shown. */
  public Collection<OpenStrategy> all() {
    return byName.values();
  }

  /**
   * The strategy with a name.
   *
   * @throws InvalidValueException if there is none, or if it is switched off
   */
  public OpenStrategy require(String name) {
    return require("strategy", name);
  }

  /**
   * The strategy with a name.
   *
   * @param parameter the parameter that gave the name; the error names it
   * @throws InvalidValueException if there is none, or if it is switched off
   */
  public OpenStrategy require(String parameter, String name) {
    OpenStrategy strategy = byName.get(name);
    if (strategy == null || !strategy.enabled()) {
      throw new InvalidValueException(parameter, name, enabled() + switchedOff(strategy));
    }
    return strategy;
  }

  private String enabled() {
    String names =
        byName.values().stream()
            .filter(OpenStrategy::enabled)
            .map(OpenStrategy::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none, because all are switched off" : "one of " + names;
  }

  private static String switchedOff(@Nullable OpenStrategy strategy) {
    return strategy == null ? "" : "; this one is switched off by configuration";
  }
}
