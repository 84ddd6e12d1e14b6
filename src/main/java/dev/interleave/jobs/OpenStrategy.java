package dev.interleave.jobs;

import dev.interleave.offload.Limits;
import dev.interleave.offload.Offload;
import dev.interleave.offload.Strategy;
import dev.interleave.values.Durations;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import java.time.Duration;

/**
 * A strategy with what governs it here.
 *
 * @param enabled whether jobs may use it
 * @param maxDuration the longest duration argument that it accepts
 */
public record OpenStrategy(
    Strategy strategy, boolean enabled, Limits limits, Duration maxDuration, Offload offload) {

  /** The strategy's name. */
  public String name() {
    return strategy.name();
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
    if (duration.compareTo(maxDuration) > 0) {
      throw new InvalidValueException(
          name,
          Durations.print(duration),
          "up to %s by %s".formatted(Durations.print(maxDuration), name()));
    }
  }
}
