package dev.interleave.scenario;

import java.time.Duration;

/**
 * One line of a transcript.
 *
 * @param at how long after the beginning of the scenario
 * @param thread the name of the thread that printed it
 */
public record Line(Duration at, String thread, String text) {}
