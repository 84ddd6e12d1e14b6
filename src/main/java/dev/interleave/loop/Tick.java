package dev.interleave.loop;

import dev.interleave.monitor.Loop;
import java.time.Instant;

/**
 * One tick of the ticker.
 *
 * @param seq 1 for the first, and one more for each
 * @param at when it was made, by the wall clock
 * @param nanoTime the same moment by {@link System#nanoTime()}
 * @param lateNanos from its due time to the tick, 0 or more
 * @param missed due times after its own that had passed by then and get no tick
 * @param loop the loop that made it
 */
public record Tick(long seq, Instant at, long nanoTime, long lateNanos, long missed, Loop loop) {}
