package dev.interleave.format;

import dev.interleave.feed.Encoding;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobState;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.BlockWords;
import dev.interleave.timeline.TimelineEvent;
import dev.interleave.values.PlainText;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;

/**
 * The timeline for people: seconds since the service began, the thread, and the article's words.
 *
 * <pre>
 *    12.501s  loop-under-test       &gt;background task running
 *    12.740s  execute-blocking-0    task is running (job 1: sleep by execute-blocking)
 * </pre>
 *
 * <p>Simulated users are left out: their many lines would drown the others.
 */
public final class TimelineText implements Encoding<TimelineEvent> {
  private static final int NAME = 64;
  private static final double WORTH_SAYING_MS = 100;

  private final long start;

  /**
   * @param start from which seconds are counted, by {@link System#nanoTime()}: a wall clock may be
   *     set while they are
   */
  public TimelineText(long start) {
    this.start = start;
  }

  @Override
  public Buffer encode(long id, TimelineEvent event) {
    return Buffer.buffer(
        switch (event) {
          case TimelineEvent.UserSeen seen -> "";
          case TimelineEvent.Ticked(Tick tick) ->
              line(tick.nanoTime(), tick.loop().name(), words(tick));
          case TimelineEvent.JobChanged(JobEvent change) ->
              line(change.nanoTime(), thread(change), words(change));
          case TimelineEvent.LoopBlocked(BlockReport report) ->
              line(
                  report.nanoTime() + report.length().toNanos(),
                  "-",
                  "the loop " + BlockWords.of(report));
        });
  }

  private String line(long nanoTime, String thread, String words) {
    double seconds = (nanoTime - start) / 1e9;
    return String.format(Locale.ROOT, "%9.3fs  %-27s %s\n", seconds, thread, words);
  }

  private static String words(Tick tick) {
    double late = tick.lateNanos() / 1e6;
    return tick.missed() == 0 && late < WORTH_SAYING_MS
        ? ">background task running"
        : String.format(
            Locale.ROOT, ">background task running, %.0f ms late, %d missed", late, tick.missed());
  }

  private static String thread(JobEvent change) {
    // A call may have given its thread any name.
    return change.job().thread().map(worker -> PlainText.line(worker.name(), NAME)).orElse("-");
  }

  private static String words(JobEvent change) {
    Job.Asked asked = change.job().asked();
    return "%s (job %d: %s by %s)"
        .formatted(verb(change), change.job().number(), asked.kind(), asked.strategy());
  }

  private static String verb(JobEvent change) {
    return switch (change.type()) {
      case QUEUED -> "task is queued";
      case STARTED -> "task is running";
      case FINISHED ->
          change.job().state() == JobState.SUCCEEDED
              ? "task is done"
              : "task is " + change.job().state();
      case RELEASED -> "task has given its thread back";
    };
  }
}
