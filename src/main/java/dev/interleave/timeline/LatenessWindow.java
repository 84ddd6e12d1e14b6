package dev.interleave.timeline;

import dev.interleave.monitor.Loop;
import dev.interleave.monitor.Snapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured in one window.
 *
 * @param to when it ended
 * @param loops how late each loop was, in the order of their ids
 * @param control how late a plain thread was meanwhile
 */
public record LatenessWindow(
    Instant to, Map<Loop, LatenessFigures> loops, LatenessFigures control) {
  /** Sums up what was measured. */
  public static LatenessWindow of(Snapshot measured) {
    Map<Loop, LatenessFigures> loops = new LinkedHashMap<>();
    measured.loops().forEach((loop, late) -> loops.put(loop, LatenessFigures.of(late)));
    return new LatenessWindow(
        measured.to(), Collections.unmodifiableMap(loops), LatenessFigures.of(measured.control()));
  }
}
