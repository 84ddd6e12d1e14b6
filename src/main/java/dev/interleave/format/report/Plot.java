package dev.interleave.format.report;

import java.util.Locale;

/**
 * What is drawn in one row of a chart, as SVG. Across, places are percentages, so that it stretches
 * with the page without distorting what is drawn; down, they are pixels.
 */
final class Plot {
  private final Scale scale;
  private final int height;
  private final StringBuilder svg = new StringBuilder();

  /** With the marks of the axis as lines behind all else. */
  Plot(Scale scale, int height) {
    this.scale = scale;
    this.height = height;
    scale.marks().forEach(mark -> across("grid", mark.percent(), 0, height));
  }

  int height() {
    return height;
  }

  /** A dot at a duration. */
  Plot dot(String looks, long nanos, double y) {
    svg.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>"
            .formatted(looks, at(nanos), number(y)));
    return this;
  }

  /** A line that stands upright at a duration, around a height. */
  Plot mark(String looks, long nanos, double y, double half) {
    across(looks, scale.percent((double) nanos), y - half, y + half);
    return this;
  }

  /** A line from one duration to another. */
  Plot line(String looks, long from, long to, double y) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(looks, at(from), at(to), number(y), number(y)));
    return this;
  }

  /** The whole, named for those who do not see it. */
  String html(String label) {
    return "<svg class=\"plot\" height=\"%d\" role=\"img\" aria-label=\"%s\">%s</svg>"
        .formatted(height, Html.text(label), svg);
  }

  /** The axis of all rows, with its labels. */
  static String axis(Scale scale) {
    StringBuilder labels = new StringBuilder();
    for (Scale.Mark mark : scale.marks()) {
      labels.append(
          "<text class=\"%s\" x=\"%s\" y=\"13\">%s</text>"
              .formatted(
                  mark.percent() < 4 ? "first" : mark.percent() > 96 ? "last" : "label",
                  percent(mark.percent()),
                  mark.label()));
    }
    return "<svg class=\"plot\" height=\"18\" aria-hidden=\"true\">%s</svg>".formatted(labels);
  }

  private void across(String looks, double percent, double from, double to) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
            .formatted(looks, percent(percent), percent(percent), number(from), number(to)));
  }

  private String at(long nanos) {
    return percent(scale.percent((double) nanos));
  }

  private static String percent(double percent) {
    return number(percent) + "%";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
