package dev.interleave.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for terminals: the first column is set to the left, and so are those that say so; the
 * others are set to the right.
 */
final class TextTable<R> {
  private static final String GAP = "  ";

  private final List<Column<R>> columns;

  /**
   * A column.
   *
   * @param title its heading
   * @param cell its text for a row
   * @param left whether it is set to the left
   */
  record Column<R>(String title, Function<R, String> cell, boolean left) {
    Column(String title, Function<R, String> cell) {
      this(title, cell, false);
    }

    /** A column of words. */
    static <R> Column<R> words(String title, Function<R, String> cell) {
      return new Column<>(title, cell, true);
    }
  }

  TextTable(List<Column<R>> columns) {
    this.columns = columns;
  }

  /** The table: the titles, and a line for each row. */
  String of(List<R> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::title).toList());
    rows.forEach(row -> lines.add(columns.stream().map(each -> each.cell().apply(row)).toList()));
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining());
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
            .mapToObj(i -> {
              String space = " ".repeat(widths[i] - cells.get(i).length());
              return i == 0 || columns.get(i).left() ? cells.get(i) + space : space + cells.get(i);
            })
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }
}
