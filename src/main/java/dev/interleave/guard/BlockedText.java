package dev.interleave.guard;

import static java.util.stream.Collectors.joining;

import dev.interleave.monitor.BlockedReport;
import java.time.Duration;
import java.util.List;

/** What is said of blocks that were too long. */
final class BlockedText {
  private static final int MOST_FRAMES = 24;

  private BlockedText() {}

  static String of(Duration limit, List<BlockedReport> longestFirst) {
    int count = longestFirst.size();
    return longestFirst.stream()
        .map(block -> of(limit, block))
        .collect(
            joining(
                "\n", count == 1 ? "" : "%d blocks, the longest first:\n".formatted(count), ""));
  }

  private static String of(Duration limit, BlockedReport block) {
    Duration more = block.length().minus(block.own());
    return "%s was blocked for %s%s%s; allowed: %s%s%s"
        .formatted(
            block.loop().name(),
            millis(block.own()),
            block.over() ? "" : " and still is",
            block.where().map(where -> " at " + where).orElse(""),
            millis(limit),
            more.compareTo(block.accuracy()) > 0
                ? "\n  %s more, for the machine or the collector of garbage, do not count"
                    .formatted(millis(more))
                : "",
            block.longest().map(BlockedText::of).orElse(""));
  }

  private static String of(BlockedReport.Stack stack) {
    List<StackTraceElement> frames = stack.frames();
    String rest =
        frames.size() > MOST_FRAMES
            ? "\n    ... %d more".formatted(frames.size() - MOST_FRAMES)
            : "";
    return frames.stream()
        .limit(MOST_FRAMES)
        .map(frame -> "\n    at " + frame)
        .collect(
            joining(
                "",
                "\n  %.0f %% of the stacks were there, as:".formatted(100 * stack.share()),
                rest));
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
