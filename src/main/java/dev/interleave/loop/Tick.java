package dev.interleave.loop;

import java.time.Instant;

/**
 * One beat of the ticker.
 *
 * @param seq 1 for the first, and one more for each
 * @param at when it was made
 * @param lateNanos from its due time to the beat, 0 or more
 * @param missed due times after its own that had passed by then and get no beat
 * @param thread the name of the loop's thread
 */
public record Tick(long seq, Instant at, long lateNanos, long missed, String thread) {}
