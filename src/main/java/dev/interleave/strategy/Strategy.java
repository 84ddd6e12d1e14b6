package dev.interleave.strategy;

import dev.interleave.bulkhead.Threads;

/**
 * A way to make a blocking call from an event loop.
 *
 * @param name as it is written in URLs: {@code execute-blocking}
 * @param description how the call is made, in one sentence
 * @param maxConcurrency how many calls can be under way at the most
 * @param threads where the call runs
 */
public record Strategy(String name, String description, int maxConcurrency, Threads threads) {
  /** One with no bound of its own to the calls under way. */
  public Strategy(String name, String description, Threads threads) {
    this(name, description, Integer.MAX_VALUE, threads);
  }

  /** Whether the loop itself makes the call. */
  public boolean holdsTheLoop() {
    return threads instanceof LoopItself;
  }
}
