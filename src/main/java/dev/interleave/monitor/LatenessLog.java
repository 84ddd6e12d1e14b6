package dev.interleave.monitor;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes snapshots in HdrHistogram's own log format, which its tools read, merge and draw. Each
 * snapshot has two lines for each loop, tagged {@code loop-1.raw} and {@code loop-1.corrected} by
 * the loop's id, and two for the control. Values are nanoseconds; the largest of a line is written
 * in milliseconds as well.
 *
 * <p>Used by one thread at a time. It does not close the stream that it writes to.
 */
public final class LatenessLog {
  private static final double MILLIS = 1e3;

  private final PrintStream out;
  private final HistogramLogWriter writer;

  /**
   * Begins a log.
   *
   * @param out an error of it ends nothing, as with any {@link PrintStream}; it is flushed after
   *     each snapshot
   */
  public LatenessLog(OutputStream out) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    this.writer = new HistogramLogWriter(this.out);
    writer.outputComment("[How late event loops were, in nanoseconds: dev.interleave.monitor]");
    writer.outputLogFormatVersion();
    writer.outputLegend();
  }

  /**
   * Adds every loop and the control.
   *
   * @param snapshot what was measured of them
   */
  public void write(Snapshot snapshot) {
    snapshot.loops().keySet().forEach(loop -> write(snapshot, loop));
    write(snapshot, "control", snapshot.control());
    out.flush();
  }

  /**
   * Adds one loop.
   *
   * @param snapshot what was measured
   * @param loop which; one that the snapshot does not have is added with no samples
   */
  public void write(Snapshot snapshot, Loop loop) {
    Lateness late = snapshot.loops().getOrDefault(loop, Lateness.NONE);
    writer.outputComment("[loop-" + loop.id() + " is the thread " + loop.name() + "]");
    write(snapshot, "loop-" + loop.id(), late);
    out.flush();
  }

  private void write(Snapshot snapshot, String tag, Lateness late) {
    write(snapshot, tag + ".raw", late.rawHistogram());
    write(snapshot, tag + ".corrected", late.correctedHistogram());
  }

  private void write(Snapshot snapshot, String tag, Histogram late) {
    late.setTag(tag);
    writer.outputIntervalHistogram(seconds(snapshot.from()), seconds(snapshot.to()), late);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
