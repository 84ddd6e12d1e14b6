package dev.interleave.format.report;

import java.util.List;

/**
 * A chart: a row for each strategy, with its name, what is drawn, and a figure; below them the
 * axis.
 *
 * @param title what it shows
 * @param figures what the figures beside it are
 * @param legend how to read it, as HTML
 */
record Chart(String title, String figures, String legend, Scale scale, List<Row> rows) {
  /**
   * One strategy.
   *
   * @param label what is drawn, in words
   * @param value the figure that matters
   * @param beside what goes with it; may be empty
   */
  record Row(String name, Plot plot, String label, String value, String beside) {}

  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<figure><div class=\"head\"><h3>")
        .append(Html.text(title))
        .append("</h3><small>")
        .append(Html.text(figures))
        .append("</small></div><ul class=\"rows\">");
    rows.forEach(row -> append(html, row));
    return html.append("<li class=\"axis\"><span></span>")
        .append(Plot.axis(scale))
        .append("<small>")
        .append(scale.isLogarithmic() ? "logarithmic" : "")
        .append("</small></li></ul><figcaption>")
        .append(legend)
        .append("</figcaption></figure>")
        .toString();
  }

  private static void append(StringBuilder html, Row row) {
    html.append("<li><span class=\"name\">")
        .append(Html.text(row.name()))
        .append("</span>")
        .append(row.plot().html(row.label()))
        .append("<span class=\"value\"><b>")
        .append(Html.text(row.value()))
        .append("</b> <small>")
        .append(Html.text(row.beside()))
        .append("</small></span></li>");
  }
}
