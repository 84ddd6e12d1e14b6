package dev.interleave.timeline;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Cause;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said of a block, wherever it is said in words.
 *
 * <pre>
 * was blocked for 2000 ms by a call (job 2)
 * was blocked for 431 ms: 400 ms by a pause of the machine, 31 ms by a call (job 3)
 * </pre>
 */
public final class BlockWords {
  /** What is less of a block than this is not worth a word. */
  private static final double WORTH_A_WORD = 0.05;

  private final BlockReport report;
  private final List<Part> parts;

  private record Part(Cause cause, Duration length) {}

  private BlockWords(BlockReport report) {
    BlockedReport.Parts lengths = report.block().parts();
    this.report = report;
    this.parts =
        Stream.of(
                new Part(Cause.CALL, lengths.call()),
                new Part(Cause.GC, lengths.gc()),
                new Part(Cause.MACHINE, lengths.machine()),
                new Part(Cause.UNKNOWN, lengths.unknown()))
            .filter(part -> part.length().toNanos() > report.length().toNanos() * WORTH_A_WORD)
            .sorted(Comparator.comparing(Part::length).reversed())
            .toList();
  }

  /** Goes on after the name of the loop. */
  public static String of(BlockReport report) {
    BlockWords words = new BlockWords(report);
    return report.block().over()
        ? "was blocked for %d ms%s%s"
            .formatted(report.length().toMillis(), words.causes(), words.jobs())
        : "is blocked%s%s".formatted(words.where(), words.jobs());
  }

  private String causes() {
    if (parts.size() == 1) {
      return " by " + name(parts.getFirst().cause());
    }
    return parts.stream()
        .map(part -> "%d ms by %s".formatted(part.length().toMillis(), name(part.cause())))
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private String where() {
    return report.block().where().map(frame -> " at " + frame).orElse("");
  }

  private String jobs() {
    if (report.jobs() == 0) {
      return "";
    }
    String jobs =
        report
            .job()
            .map(job -> "job " + job.number())
            .orElse(report.jobs() == 1 ? "1 job" : report.jobs() + " jobs");
    boolean isToBlame = parts.stream().anyMatch(part -> part.cause() == Cause.CALL);
    return isToBlame ? " (%s)".formatted(jobs) : " (during %s)".formatted(jobs);
  }

  private static String name(Cause cause) {
    return switch (cause) {
      case CALL -> "a call";
      case GC -> "garbage collection";
      case MACHINE -> "a pause of the machine";
      case UNKNOWN -> "something unknown";
    };
  }
}
