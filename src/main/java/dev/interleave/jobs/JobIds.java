package dev.interleave.jobs;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of jobs: UUIDs of version 7 (RFC 9562). An id never comes again, also after a
 * restart, and 62 of its bits are random, so that it cannot be guessed. Each is greater than the
 * one before, also when the wall clock is set back. Confined to one context.
 */
public final class JobIds {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER = (1L << COUNTER_BITS) - 1;
  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM = 0x3fff_ffff_ffff_ffffL;

  private final InstantSource clock;
  private final RandomGenerator random;

  /** Milliseconds since 1970, and behind them a counter. */
  private long newest;

  /**
   * Has made none yet.
   *
   * @param random must not block, and what it gives must not be foreseeable
   */
  public JobIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  UUID next() {
    newest = Math.max(newest + 1, clock.millis() << COUNTER_BITS);
    long time = (newest >>> COUNTER_BITS) << 16 | VERSION_7 | (newest & COUNTER);
    return new UUID(time, VARIANT | (random.nextLong() & RANDOM));
  }

  /** Whether one id was made before another. Any UUID has a place among them. */
  public static boolean isBefore(UUID one, UUID other) {
    return Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits()) < 0;
  }
}
