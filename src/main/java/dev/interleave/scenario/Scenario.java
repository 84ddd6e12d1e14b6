package dev.interleave.scenario;

import dev.interleave.jobs.OpenStrategies;
import io.vertx.core.Future;
import java.util.List;

/** A demonstration: what the article claims, what to expect here, and how to play it. */
public interface Scenario {
  /** As it is written in URLs. */
  String name();

  /** What it shows, in one sentence. */
  String title();

  /** What the article says about it. */
  String claim();

  /**
   * The lines to expect with the default parameters. An "…" stands for what differs from run to
   * run.
   */
  List<String> expect();

  /** The strategy that it uses by default. */
  default String strategy() {
    return OpenStrategies.DEFAULT;
  }

  /** Whether it may be played by another strategy. */
  default boolean choosesStrategy() {
    return true;
  }

  /**
   * Plays it. Called on the service's context.
   *
   * @return completes on that context when the last line is printed
   */
  Future<?> play(Stage stage);
}
