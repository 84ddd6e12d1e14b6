package dev.interleave.format;

import dev.interleave.bulkhead.BulkheadMetrics;
import dev.interleave.format.TextTable.Column;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.scenario.Scenario;
import dev.interleave.work.Argument;
import dev.interleave.work.Kind;
import dev.interleave.work.LeftOut;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Kinds, strategies and scenarios for people, in at most 100 columns. */
public final class CatalogText {
  private static final int WIDTH = 98;
  private static final int INDENT = 4;

  private record Row(OpenStrategy strategy, BulkheadMetrics load) {}

  private static final TextTable<Row> STRATEGIES =
      new TextTable<>(
          List.of(
              new Column<>("strategy", row -> row.strategy().name()),
              new Column<>("running", row -> row.load().running() + "/" + concurrency(row)),
              new Column<>("queued", row -> row.load().queued() + "/" + queue(row)),
              new Column<>("deaf", row -> String.valueOf(row.load().deaf())),
              new Column<>("accepted", row -> String.valueOf(row.load().accepted())),
              new Column<>("rejected", row -> String.valueOf(row.load().rejected())),
              Column.words("", row -> row.strategy().enabled() ? "" : "switched off")));

  private CatalogText() {}

  /** The strategies, with their load at this moment. */
  public static String strategies(Collection<OpenStrategy> strategies) {
    return STRATEGIES.of(
        strategies.stream().map(one -> new Row(one, one.bulkhead().metrics())).toList());
  }

  /** The kinds with their arguments, and the plug-ins that could not be loaded. */
  public static String kinds(Collection<Kind> kinds, List<LeftOut> leftOut) {
    return kinds.stream().map(CatalogText::kind).collect(Collectors.joining("\n"))
        + leftOut.stream()
            .map(one -> wrapped("left out: %s: %s".formatted(one.plugIn(), one.reason()), 0))
            .collect(Collectors.joining("\n", leftOut.isEmpty() ? "" : "\n", ""));
  }

  /** The scenarios, each with what the article claims. */
  public static String scenarios(Collection<Scenario> scenarios) {
    return scenarios.stream()
        .map(each -> wrapped(each.name() + ": " + each.title(), 0) + wrapped(each.claim(), INDENT))
        .collect(Collectors.joining("\n"));
  }

  private static String kind(Kind kind) {
    return wrapped(kind.name() + ": " + kind.description(), 0)
        + kind.arguments().stream()
            .map(argument -> wrapped(argument(argument), INDENT))
            .collect(Collectors.joining());
  }

  private static String argument(Argument<?> argument) {
    return "%s=%s  %s: %s"
        .formatted(
            argument.name(), argument.printedDefault(), argument.description(), argument.allowed());
  }

  private static String concurrency(Row row) {
    return String.valueOf(row.strategy().settings().concurrency());
  }

  private static String queue(Row row) {
    return String.valueOf(row.strategy().settings().queue());
  }

  /**
   * Lines that begin after {@code indent} spaces, and the second and later ones after four more.
   */
  private static String wrapped(String text, int indent) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > WIDTH) {
        lines.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(" ".repeat(indent + INDENT));
      }
      line.append(word).append(' ');
    }
    return lines.append(line.toString().stripTrailing()).append('\n').toString();
  }
}
