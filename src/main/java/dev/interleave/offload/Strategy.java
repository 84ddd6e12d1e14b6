package dev.interleave.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A way to make a blocking call from an event loop. Strategies differ in nothing else. */
public interface Strategy {
  /** As it is written in URLs: {@code execute-blocking}. */
  String name();

  /** How the call is made, in one sentence. */
  String description();

  /** The greatest concurrency that makes sense. */
  default int maxConcurrency() {
    return Integer.MAX_VALUE;
  }

  /**
   * How many calls make progress at the same time.
   *
   * @param poolSize how many are under way at the most
   */
  default int sideBySide(int poolSize) {
    return poolSize;
  }

  /**
   * Prepares threads. Called once, on the context of the loop that the calls will be made from,
   * which has to be a verticle's: what is opened here closes with that verticle.
   *
   * @param poolSize how many calls will be under way at the most
   */
  Future<Caller> open(Vertx vertx, int poolSize);

  /** Makes the calls. */
  @FunctionalInterface
  interface Caller {
    /**
     * Has {@code task} run once, on whatever thread the strategy chooses. Called on the loop.
     *
     * @return completes on the loop when the thread is free again; fails if the task could not be
     *     run
     */
    Future<?> call(Runnable task);
  }
}
