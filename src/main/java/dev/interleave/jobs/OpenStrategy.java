package dev.interleave.jobs;

import dev.interleave.offload.Limits;
import dev.interleave.offload.Offload;
import dev.interleave.offload.Strategy;
import dev.interleave.values.Durations;
import dev.interleave.values.InvalidValue;
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

  public String name() {
    return strategy.name();
  }

  /**
   * @throws InvalidValue if one of the arguments is a longer duration than the strategy accepts
   */
  public void requireShort(Arguments arguments) {
    arguments
        .durations()
        .forEach((argument, duration) -> {
          if (duration.compareTo(maxDuration) > 0) {
            throw new InvalidValue(
                argument,
                arguments.written().get(argument),
                "up to %s by %s".formatted(Durations.print(maxDuration), name()));
          }
        });
  }
}
