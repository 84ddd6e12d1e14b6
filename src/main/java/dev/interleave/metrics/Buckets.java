package dev.interleave.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Sums up histograms of nanoseconds in Prometheus' buckets of seconds. A value counts as the middle
 * of those that its histogram does not tell apart. A value: it never changes.
 */
public final class Buckets {
  private static final double NANOS = 1e9;

  /** From a tenth of a millisecond to a minute. */
  private static final double[] SECONDS = {
    0.0001,
    0.00025,
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    30,
    60,
    Double.POSITIVE_INFINITY
  };

  /** No value at all. */
  public static final Buckets NONE = new Buckets(new long[SECONDS.length], 0);

  private final long[] counts;
  private final double sum;

  private Buckets(long[] counts, double sum) {
    this.counts = counts;
    this.sum = sum;
  }

  /** The same and the values of a histogram. */
  public Buckets plus(Histogram nanos) {
    long[] more = counts.clone();
    double moreSum = sum;
    int bucket = 0;
    for (HistogramIterationValue step : nanos.recordedValues()) {
      double seconds = nanos.medianEquivalentValue(step.getValueIteratedTo()) / NANOS;
      while (seconds > SECONDS[bucket]) {
        bucket++;
      }
      long count = step.getCountAtValueIteratedTo();
      more[bucket] += count;
      moreSum += seconds * count;
    }
    return new Buckets(more, moreSum);
  }

  /** As Prometheus' library takes it. */
  public HistogramDataPointSnapshot dataPoint(Labels labels) {
    return HistogramDataPointSnapshot.builder()
        .classicHistogramBuckets(ClassicHistogramBuckets.of(SECONDS, counts))
        .sum(sum)
        .labels(labels)
        .build();
  }
}
