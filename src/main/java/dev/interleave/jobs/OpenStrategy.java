package dev.interleave.jobs;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.config.Settings;
import dev.interleave.strategy.Strategy;
import dev.interleave.values.Durations;
import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Arguments;
import java.time.Duration;

/** A strategy with its settings and the bulkhead that governs it. */
public record OpenStrategy(Strategy strategy, Settings.Strategy settings, Bulkhead bulkhead) {

  /** The strategy's name. */
  public String name() {
    return strategy.name();
  }

  /** Whether jobs may use it. */
  public boolean enabled() {
    return settings.enabled();
  }

  /** How many jobs it has room for, running and waiting. */
  public int room() {
    return settings.concurrency() + settings.queue();
  }

  /** How many calls make progress at the same time, at the most. */
  public int sideBySide() {
    return strategy.threads().sideBySide(settings.concurrency());
  }

  /**
   * Makes sure that no argument would hold the strategy for too long.
   *
   * @throws InvalidValueException if one of the arguments is a longer duration than the strategy
   *     accepts
   */
  public void requireShort(Arguments arguments) {
    arguments.durations().forEach(this::requireShort);
  }

  /**
   * Makes sure that a duration is not longer than the strategy accepts.
   *
   * @param name the parameter; the error names it
   * @throws InvalidValueException if it is longer
   */
  public void requireShort(String name, Duration duration) {
    if (duration.compareTo(settings.maxDuration()) > 0) {
      throw new InvalidValueException(
          name,
          Durations.print(duration),
          "up to %s by %s".formatted(Durations.print(settings.maxDuration()), name()));
    }
  }
}
