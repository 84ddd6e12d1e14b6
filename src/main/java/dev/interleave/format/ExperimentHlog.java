package dev.interleave.format;

import dev.interleave.experiment.Experiment;
import dev.interleave.experiment.Run;
import dev.interleave.experiment.RunLateness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * How late the loop was during each run of an experiment, in HdrHistogram's log format, which its
 * tools read, merge and draw. A run is four lines, in the order of the runs, with the tags {@code
 * event-loop.loop.raw}, {@code event-loop.loop.corrected}, {@code event-loop.control.raw} and
 * {@code event-loop.control.corrected}, by the name of the strategy. Values are nanoseconds; the
 * largest of a line is written in milliseconds as well.
 */
public final class ExperimentHlog {
  private static final double MILLIS = 1e3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final HistogramLogWriter writer =
      new HistogramLogWriter(new PrintStream(bytes, false, StandardCharsets.UTF_8));

  private ExperimentHlog() {}

  /** Not for an event loop: a large experiment takes a while. */
  public static byte[] of(Experiment experiment) {
    ExperimentHlog log = new ExperimentHlog();
    log.begin(experiment);
    experiment.results().stream()
        .flatMap(result -> result.runs().stream())
        .sorted(Comparator.comparingInt(Run::position))
        .forEach(log::add);
    log.writer.close();
    return log.bytes.toByteArray();
  }

  private void begin(Experiment experiment) {
    writer.outputComment(
        "[How late the loop under test and the control were in each run of experiment %d, in"
                .formatted(experiment.id())
            + " nanoseconds]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(experiment.started().toEpochMilli());
    writer.outputLegend();
  }

  private void add(Run run) {
    writer.outputComment(
        "[run %d: %s, repetition %d]".formatted(run.position(), run.strategy(), run.repetition()));
    add(run, "loop", run.lateness().loop());
    add(run, "control", run.lateness().control());
  }

  private void add(Run run, String whose, RunLateness.Told late) {
    add(run, whose + ".raw", late.raw());
    add(run, whose + ".corrected", late.corrected());
  }

  private void add(Run run, String what, Histogram late) {
    late.setTag(run.strategy() + "." + what);
    Instant end = run.begun().plus(run.makespan());
    writer.outputIntervalHistogram(seconds(run.begun()), seconds(end), late);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / MILLIS;
  }
}
