package dev.interleave.monitor;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums up what is measured from when it was opened, beside any other. Any thread may call.
 *
 * <p>It keeps two histograms for each loop: close it when it is no longer read.
 */
public final class Window implements AutoCloseable {
  private final Measurements measurements;
  private final List<LatenessSum> sums;
  private Instant from;

  Window(Measurements measurements, int recorders, Instant from) {
    this.measurements = measurements;
    this.sums = Stream.generate(LatenessSum::new).limit(recorders).toList();
    this.from = from;
  }

  /** {@return all since it was opened, or since {@link #next} was called} */
  public Snapshot read() {
    return measurements.read(this);
  }

  /**
   * {@return all since it was opened, or since the last time that this was called; it starts anew}
   */
  public Snapshot next() {
    synchronized (measurements) {
      Snapshot snapshot = read();
      sums.forEach(LatenessSum::clear);
      from = snapshot.to();
      return snapshot;
    }
  }

  /** Sums up no more; reading it gives what it has by then. */
  @Override
  public void close() {
    measurements.close(this);
  }

  Instant from() {
    return from;
  }

  LatenessSum sum(int recorder) {
    return sums.get(recorder);
  }
}
