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
  private static final int MANY = 100_000;

  Strategy(String name, String description, Threads threads) {
    this(name, description, MANY, threads);
  }
}
