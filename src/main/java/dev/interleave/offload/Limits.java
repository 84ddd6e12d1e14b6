package dev.interleave.offload;

import java.time.Duration;

/**
 * The bounds of one strategy.
 *
 * @param poolSize calls handed to the strategy at the same time, at least 1
 * @param queueSize calls that wait for one of these places, 0 or more; one more is refused
 * @param queueDeadline how long a call may wait before it expires, at least 1 ms
 * @param runDeadline how long a call may run before it is interrupted, at least 1 ms
 */
public record Limits(int poolSize, int queueSize, Duration queueDeadline, Duration runDeadline) {
  /**
   * @throws IllegalArgumentException if a value is out of its bounds
   */
  public Limits {
    if (poolSize < 1 || queueSize < 0) {
      throw new IllegalArgumentException(
          "pool size %d, queue size %d; allowed: from 1, from 0".formatted(poolSize, queueSize));
    }
    if (queueDeadline.toMillis() < 1 || runDeadline.toMillis() < 1) {
      throw new IllegalArgumentException(
          "queue deadline %s, run deadline %s; allowed: from 1 ms"
              .formatted(queueDeadline, runDeadline));
    }
  }
}
