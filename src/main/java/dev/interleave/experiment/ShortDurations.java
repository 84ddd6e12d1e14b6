package dev.interleave.experiment;

import dev.interleave.values.Durations;
import dev.interleave.work.Argument;
import dev.interleave.work.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Durations that fit an experiment. The defaults of kinds are made to be watched: two seconds show
 * a blocked loop, but thousands of calls of two seconds take hours.
 */
public final class ShortDurations {
  private static final Duration SHORT = Duration.ofMillis(20);

  private ShortDurations() {}

  /**
   * The arguments that are given, and 20 ms for each duration that is not given and has a longer
   * default.
   */
  public static Map<String, String> in(Kind kind, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(given);
    for (Argument<?> argument : kind.arguments()) {
      if (argument.defaultValue() instanceof Duration usual
          && usual.compareTo(SHORT) > 0
          && isShortEnough(argument)) {
        all.putIfAbsent(argument.name(), Durations.print(SHORT));
      }
    }
    return all;
  }

  private static boolean isShortEnough(Argument<?> argument) {
    return argument
        .allowed()
        .min()
        .flatMap(Durations::parse)
        .filter(min -> min.compareTo(SHORT) <= 0)
        .isPresent();
  }
}
