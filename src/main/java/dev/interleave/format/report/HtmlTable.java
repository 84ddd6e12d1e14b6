package dev.interleave.format.report;

import java.util.List;
import java.util.function.Function;

/**
 * A table with a row for each thing. The first column says which; the others are figures, and those
 * that belong together stand under one heading.
 */
final class HtmlTable<R> {
  private final String caption;
  private final List<Group<R>> groups;

  /**
   * Columns under one heading.
   *
   * @param heading empty if the columns need none
   */
  record Group<R>(String heading, List<Column<R>> columns) {}

  /** A column: its title, and its text for a row. */
  record Column<R>(String title, Function<R, String> cell) {}

  HtmlTable(String caption, List<Group<R>> groups) {
    this.caption = caption;
    this.groups = groups;
  }

  /** One column by itself. */
  static <R> Group<R> alone(String title, Function<R, String> cell) {
    return new Group<>("", List.of(new Column<>(title, cell)));
  }

  String html(List<R> rows) {
    StringBuilder html = new StringBuilder();
    html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
        .append(Html.text(caption))
        .append("\"><table><caption>")
        .append(Html.text(caption))
        .append("</caption><thead>");
    appendHead(html);
    html.append("</thead><tbody>");
    rows.forEach(row -> append(html, row));
    return html.append("</tbody></table></div>").toString();
  }

  private void appendHead(StringBuilder html) {
    boolean hasHeadings = groups.stream().anyMatch(group -> !group.heading().isEmpty());
    if (hasHeadings) {
      html.append("<tr>");
      for (Group<R> group : groups) {
        html.append(
            group.heading().isEmpty()
                ? "<td colspan=\"%d\"></td>".formatted(group.columns().size())
                : "<th class=\"group\" scope=\"colgroup\" colspan=\"%d\">%s</th>"
                    .formatted(group.columns().size(), Html.text(group.heading())));
      }
      html.append("</tr>");
    }
    html.append("<tr>");
    groups.stream()
        .flatMap(group -> group.columns().stream())
        .forEach(column ->
            html.append("<th scope=\"col\">").append(Html.text(column.title())).append("</th>"));
    html.append("</tr>");
  }

  private void append(StringBuilder html, R row) {
    html.append("<tr>");
    boolean first = true;
    for (Group<R> group : groups) {
      for (Column<R> column : group.columns()) {
        String cell = Html.text(column.cell().apply(row));
        html.append(first ? "<th scope=\"row\">" + cell + "</th>" : "<td>" + cell + "</td>");
        first = false;
      }
    }
    html.append("</tr>");
  }
}
