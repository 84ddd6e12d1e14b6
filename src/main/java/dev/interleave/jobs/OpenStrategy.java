package dev.interleave.jobs;

import dev.interleave.config.Settings;
import dev.interleave.offload.Offload;
import dev.interleave.offload.Strategy;
import dev.interleave.values.Durations;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import java.time.Duration;

/**
 * A strategy with its settings and what governs it.
 *
 * @param offload keeps calls within the settings
 */
public record OpenStrategy(Strategy strategy, Settings.Strategy settings, Offload offload) {

  /** The strategy's name. */
  public String name() {
    return strategy.name();
  }

  /** Whether jobs may use it. */
  public boolean enabled() {
    return settings.enabled();
  }

  /**
   * Refuses what would hold the strategy for too long.
   *
   * @throws InvalidValueException if one of the arguments is a longer duration than the strategy
   *     accepts
   */
  public void requireShort(Arguments arguments) {
    arguments.durations().forEach(this::requireShort);
  }

  /**
   * Refuses a duration that is longer than the strategy accepts.
   *
   * @param name what the duration is for; it stands in the error
   */
  public void requireShort(String name, Duration duration) {
    Duration longest = settings.maxDuration();
    if (duration.compareTo(longest) > 0) {
      throw new InvalidValueException(
          name,
          Durations.print(duration),
          "up to %s by %s".formatted(Durations.print(longest), name()));
    }
  }
}
