package dev.interleave.timeline;

import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Percentiles;

/**
 * How late one thread was: figures without the histograms that they come from, so that many can be
 * kept.
 *
 * @param samples how many samples were taken
 * @param missed how many due times passed without a sample of their own
 * @param raw of the samples that were taken
 * @param corrected of all due times
 */
public record LatenessFigures(long samples, long missed, Percentiles raw, Percentiles corrected) {
  /** Sums up. */
  public static LatenessFigures of(Lateness late) {
    return new LatenessFigures(late.samples(), late.missed(), late.raw(), late.corrected());
  }
}
