package dev.interleave.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for terminals: the first column is set to the left, the others to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    add(heads);
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.getFirst().size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
            .mapToObj(i -> {
              String space = " ".repeat(widths[i] - row.get(i).length());
              return i == 0 ? row.get(i) + space : space + row.get(i);
            })
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }
}
