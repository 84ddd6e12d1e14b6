package dev.interleave.scenario;

import java.util.concurrent.Callable;

/** The blocking function of a scenario. It prints its lines around the work that blocks. */
@FunctionalInterface
interface Body {
  /**
   * Runs on the thread that the strategy chooses.
   *
   * @param work does the work once and holds the thread meanwhile; may be called more than once
   */
  Object run(Callable<Object> work) throws Exception;
}
