package dev.interleave.experiment;

import dev.interleave.monitor.Percentiles;
import java.util.OptionalLong;

/**
 * The percentiles that the samples carry. At least one sample has to lie beyond a percentile, or it
 * is the maximum by another name: p99 needs 100 samples.
 */
public final class Carried {
  private static final int FOR_P99 = 100;

  private Carried() {}

  /** Nanoseconds; empty without a sample. */
  public static OptionalLong p50(Percentiles of) {
    return from(1, of, of.p50());
  }

  /** Nanoseconds; empty with less than 100 samples. */
  public static OptionalLong p99(Percentiles of) {
    return from(FOR_P99, of, of.p99());
  }

  /** Nanoseconds; empty without a sample. */
  public static OptionalLong max(Percentiles of) {
    return from(1, of, of.max());
  }

  private static OptionalLong from(int needed, Percentiles of, long value) {
    return of.count() >= needed ? OptionalLong.of(value) : OptionalLong.empty();
  }
}
