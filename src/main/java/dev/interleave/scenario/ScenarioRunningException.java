package dev.interleave.scenario;

/** A scenario is running, and there is one at a time. */
public final class ScenarioRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioRunningException(String running) {
    super(
        "the scenario %s is running, and there is one at a time".formatted(running),
        null,
        false,
        false);
  }
}
