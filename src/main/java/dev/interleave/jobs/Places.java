package dev.interleave.jobs;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** How many jobs each strategy has, with those that are still being written. */
final class Places {
  private final Map<String, Integer> taken = new HashMap<>();

  int taken(String strategy) {
    return taken.getOrDefault(strategy, 0);
  }

  /** A job has a place until something is over. */
  <T> Future<T> during(String strategy, Future<T> something) {
    taken.merge(strategy, 1, Integer::sum);
    return something.onComplete(over -> taken.merge(strategy, -1, Integer::sum));
  }
}
