package dev.interleave.format;

import dev.interleave.format.TextTable.Column;
import dev.interleave.monitor.Snapshot;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.LatenessFigures;
import dev.interleave.values.Durations;
import dev.interleave.values.PlainText;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lateness and blocks for people, in at most 100 columns. */
public final class LoopsText {
  private static final int BLOCKS = 10;
  private static final int WHERE = 52;

  private record Row(String name, LatenessFigures late) {}

  private static final TextTable<Row> LATE =
      new TextTable<>(
          List.of(
              new Column<>("late since the start", Row::name),
              new Column<>("samples", row -> String.valueOf(row.late().samples())),
              new Column<>("missed", row -> String.valueOf(row.late().missed())),
              new Column<>("p50", row -> time(row.late().corrected().p50())),
              new Column<>("p90", row -> time(row.late().corrected().p90())),
              new Column<>("p99", row -> time(row.late().corrected().p99())),
              new Column<>("p99.9", row -> time(row.late().corrected().p999())),
              new Column<>("max", row -> time(row.late().corrected().max()))));

  private static final TextTable<BlockReport> BLOCKED =
      new TextTable<>(
          List.of(
              new Column<>("blocked at", LoopsText::start),
              new Column<>("for", block -> Durations.rounded(block.length())),
              Column.words("cause", block -> block.cause().name().toLowerCase(Locale.ROOT)),
              new Column<>("job", block -> block.job().map(job -> "" + job.number()).orElse("-")),
              Column.words("where", LoopsText::where)));

  private LoopsText() {}

  /**
   * All that has been measured since the start, and the last blocks.
   *
   * @param blocks newest first
   */
  public static String loops(Snapshot sinceStart, List<BlockReport> blocks) {
    List<Row> rows = new ArrayList<>();
    sinceStart
        .loops()
        .forEach((loop, late) -> rows.add(new Row(loop.name(), LatenessFigures.of(late))));
    rows.add(new Row("control (a thread)", LatenessFigures.of(sinceStart.control())));
    String blocked =
        blocks.isEmpty()
            ? "no block of the loop under test was seen\n"
            : BLOCKED.of(blocks.subList(0, Math.min(BLOCKS, blocks.size())));
    String more =
        blocks.size() > BLOCKS ? "and %d older ones\n".formatted(blocks.size() - BLOCKS) : "";
    return LATE.of(rows) + "\n" + blocked + more;
  }

  private static String start(BlockReport block) {
    return block.block().start().truncatedTo(ChronoUnit.SECONDS).toString().substring(11);
  }

  private static String where(BlockReport block) {
    return block.block().where().map(frame -> PlainText.line(frame.toString(), WHERE)).orElse("-");
  }

  private static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }
}
