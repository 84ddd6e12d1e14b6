package dev.interleave.format;

import dev.interleave.format.TextTable.Column;
import dev.interleave.jobs.Job;
import dev.interleave.values.Durations;
import dev.interleave.values.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Jobs for people, in at most 100 columns. */
public final class JobText {
  private static final int NAME = 12;
  private static final int TEXT = 80;

  private static final TextTable<Job> LIST =
      new TextTable<>(
          List.of(
              new Column<>("job", job -> String.valueOf(job.number())),
              Column.words("kind", job -> PlainText.cut(job.asked().kind(), NAME)),
              Column.words("strategy", job -> job.asked().strategy()),
              Column.words("state", job -> job.state().toString()),
              new Column<>("ran", job -> time(job.times().run())),
              Column.words("id", job -> job.id().toString())));

  private static final TextTable<Map.Entry<String, String>> ONE =
      new TextTable<>(
          List.of(new Column<>("job", Map.Entry::getKey), Column.words("", Map.Entry::getValue)));

  private JobText() {}

  /**
   * Jobs, a line for each.
   *
   * @param next the path of the page that follows, if there may be one
   */
  public static String list(List<Job> jobs, Optional<String> next) {
    String table = jobs.isEmpty() ? "no jobs\n" : LIST.of(jobs);
    return table + next.map(path -> "older ones: %s\n".formatted(path)).orElse("");
  }

  /** A job, a line for each of its facts. */
  public static String job(Job job) {
    Job.Times times = job.times();
    return ONE.of(
        List.of(
            Map.entry("number", String.valueOf(job.number())),
            Map.entry("id", job.id().toString()),
            Map.entry("kind", job.asked().kind()),
            Map.entry("arguments", arguments(job)),
            Map.entry("strategy", job.asked().strategy()),
            Map.entry("attempt", String.valueOf(job.attempt())),
            Map.entry("state", job.state() + (job.holdsThread() ? ", still holds a thread" : "")),
            Map.entry("thread", job.thread().map(on -> text(on.name())).orElse("-")),
            Map.entry("submitted", Json.instant(times.submitted())),
            Map.entry("waited", time(times.queueWait())),
            Map.entry("ran", time(times.run())),
            Map.entry("result", job.answer().result().map(JobText::text).orElse("-")),
            Map.entry("error", job.answer().error().map(JobText::error).orElse("-")),
            Map.entry("request", text(job.asked().origin().requestId()))));
  }

  private static String arguments(Job job) {
    String written =
        job.asked().arguments().entrySet().stream()
            .map(Map.Entry::toString)
            .collect(Collectors.joining(" "));
    return written.isEmpty() ? "-" : text(written);
  }

  private static String error(Job.Failure failure) {
    return text(failure.type() + ": " + failure.message());
  }

  private static String text(Object value) {
    return PlainText.line(String.valueOf(value), TEXT);
  }

  private static String time(Optional<Duration> duration) {
    return duration.map(Durations::rounded).orElse("-");
  }
}
