package dev.interleave.loop;

import java.time.Duration;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late beats were, told twice. <em>Raw</em> has a value for each beat that was made. During a
 * stall none is made, so raw counts the stall once, however long it was. <em>Corrected</em> has a
 * value for each due time: the beats that a stall swallowed would have been late by what was left
 * of it (coordinated omission, Gil Tene: "How not to measure latency").
 *
 * <p>HdrHistogram's own correction stops at values below one interval; this one goes on to the last
 * due time that passed, so that there is exactly one value for each. Values are nanoseconds with
 * three significant digits. Confined to one thread.
 */
public final class Lateness {
  private static final long LEAST_NANOS = 1_000;
  private static final long MOST_NANOS = Duration.ofHours(1).toNanos();
  private static final int DIGITS = 3;

  private final Histogram raw;
  private final Histogram corrected;

  /** Nothing yet. */
  public Lateness() {
    this(
        new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS),
        new Histogram(LEAST_NANOS, MOST_NANOS, DIGITS));
  }

  private Lateness(Histogram raw, Histogram corrected) {
    this.raw = raw;
    this.corrected = corrected;
  }

  static SingleWriterRecorder recorder() {
    return new SingleWriterRecorder(LEAST_NANOS, MOST_NANOS, DIGITS);
  }

  /** An hour is the most that is told apart. */
  static long recordable(long nanos) {
    return Math.min(nanos, MOST_NANOS);
  }

  void addRaw(AbstractHistogram beats) {
    raw.add(beats);
  }

  void addCorrected(AbstractHistogram dueTimes) {
    corrected.add(dueTimes);
  }

  void clear() {
    raw.reset();
    corrected.reset();
  }

  /** Adds all that {@code other} has. */
  public void add(Lateness other) {
    raw.add(other.raw);
    corrected.add(other.corrected);
  }

  /** What came after {@code earlier}, a copy of this one as it was then. */
  public Lateness since(Lateness earlier) {
    Lateness difference = copy();
    difference.raw.subtract(earlier.raw);
    difference.corrected.subtract(earlier.corrected);
    return difference;
  }

  /** This, as it stands. */
  public Lateness copy() {
    return new Lateness(raw.copy(), corrected.copy());
  }

  /** How many beats were made. */
  public long beats() {
    return raw.getTotalCount();
  }

  /** How many due times passed without a beat of their own. */
  public long missed() {
    return corrected.getTotalCount() - raw.getTotalCount();
  }

  /** A value for each beat that was made. */
  public Percentiles raw() {
    return Percentiles.of(raw);
  }

  /** A value for each due time. */
  public Percentiles corrected() {
    return Percentiles.of(corrected);
  }
}
