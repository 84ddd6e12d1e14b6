package dev.interleave.experiment;

import dev.interleave.monitor.Lateness;
import java.util.OptionalLong;

/**
 * What was measured during a run, apart from its calls.
 *
 * @param late the loop's lateness
 * @param control the control's lateness
 * @param usage what the process used
 * @param resident the most bytes of memory of the process, where the system tells
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
