package dev.interleave.experiment;

import dev.interleave.loop.Lateness;
import java.util.OptionalLong;

/**
 * What was measured beside a run, apart from its calls.
 *
 * @param late the loop's lateness
 * @param control the control's meanwhile
 * @param usage of the process
 * @param resident the most memory of the process
 * @param rejected how many jobs were not accepted
 * @param otherJobs calls of others that began meanwhile
 */
record Measurement(
    Lateness late,
    Lateness control,
    Usage usage,
    OptionalLong resident,
    int rejected,
    int otherJobs) {}
