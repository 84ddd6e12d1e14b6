package dev.interleave.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/** How meters are written. */
@SuppressWarnings("ImmutableEnumChecker") // A writer has nothing but how it was built.
public enum MetersFormat {
  /** Prometheus' own text. */
  PROMETHEUS(PrometheusTextFormatWriter.builder().build()),
  /** What became of it: OpenMetrics. */
  OPEN_METRICS(OpenMetricsTextFormatWriter.builder().build());

  private final ExpositionFormatWriter writer;

  MetersFormat(ExpositionFormatWriter writer) {
    this.writer = writer;
  }

  /** The media type, with its version. */
  public String contentType() {
    return writer.getContentType();
  }

  void write(OutputStream out, MetricSnapshots snapshots) throws IOException {
    writer.write(out, snapshots);
  }
}
