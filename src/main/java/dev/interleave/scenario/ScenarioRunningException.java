package dev.interleave.scenario;

/** A scenario cannot start, because another one is running. */
public final class ScenarioRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioRunningException(String running) {
    super(
        "the scenario %s is running, and only one runs at a time".formatted(running),
        null,
        false,
        false);
  }
}
