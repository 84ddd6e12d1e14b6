package dev.interleave.bench;

/**
 * What one round measured of one call.
 *
 * @param callsPerSecond with {@link Effort#IN_FLIGHT} of them in flight
 * @param serialP50Micros from calling to hearing of the end, one call after the other
 */
record Figures(double callsPerSecond, double serialP50Micros) {}
