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

  /** The lines to expect with the default parameters; "…" stands for more of the kind. */
  List<String> expect();

  /** The strategy that it uses unless it is told another. */
  default String strategy() {
    return OpenStrategies.DEFAULT;
  }

  /** Whether another strategy makes sense. */
  default boolean choosesStrategy() {
    return true;
  }

  /**
   * Plays it. Called on the service's context.
   *
   * @return completes on that context when there is nothing more to say
   */
  Future<?> play(Stage stage);
}
