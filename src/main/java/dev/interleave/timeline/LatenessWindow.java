package dev.interleave.timeline;

import dev.interleave.monitor.Lateness;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.Percentiles;
import dev.interleave.monitor.Snapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured in one window: its figures without the histograms, so that an hour of windows
 * can be kept.
 *
 * @param to when it ended
 * @param loops how late each loop was, in the order of their ids
 * @param control how late a plain thread was meanwhile
 */
public record LatenessWindow(Instant to, Map<Loop, Figures> loops, Figures control) {
  /** Sums up what was measured. */
  public static LatenessWindow of(Snapshot measured) {
    Map<Loop, Figures> loops = new LinkedHashMap<>();
    measured.loops().forEach((loop, late) -> loops.put(loop, Figures.of(late)));
    return new LatenessWindow(
        measured.to(), Collections.unmodifiableMap(loops), Figures.of(measured.control()));
  }

  /**
   * How late one thread was.
   *
   * @param samples how many samples were taken
   * @param missed how many due times passed without a sample of their own
   * @param raw of the samples that were taken
   * @param corrected of all due times
   */
  public record Figures(long samples, long missed, Percentiles raw, Percentiles corrected) {
    /** Sums up. */
    public static Figures of(Lateness late) {
      return new Figures(late.samples(), late.missed(), late.raw(), late.corrected());
    }
  }
}
