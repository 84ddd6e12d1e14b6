package dev.interleave.monitor;

import java.time.Instant;
import java.util.Map;

/**
 * What was measured for a while.
 *
 * @param from its start
 * @param to its end
 * @param loops how late each loop was, in the order of their ids; those are missing whose thread
 *     has not started yet
 * @param control how late a plain thread was meanwhile, which does nothing but wait
 */
public record Snapshot(Instant from, Instant to, Map<Loop, Lateness> loops, Lateness control) {}
