package dev.interleave.scenario;

import java.time.Duration;

/**
 * One line of a transcript.
 *
 * @param at since the scenario began
 * @param thread the thread that said it
 */
public record Line(Duration at, String thread, String text) {}
