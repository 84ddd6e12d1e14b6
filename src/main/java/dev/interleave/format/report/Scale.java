package dev.interleave.format.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Where a duration stands on an axis, in percent of its length. The axis begins at 0; where the
 * values are so far apart that the small ones would all stand at 0, it is logarithmic.
 *
 * @param from what stands at the beginning; nanoseconds
 * @param to what stands at the end; nanoseconds
 */
record Scale(double from, double to, boolean isLogarithmic) {
  /** The small values can still be told apart on a linear axis up to this ratio. */
  private static final int FAR_APART = 25;

  private static final double SHORTEST = 10_000;
  private static final double TEN_NANOS = 10;
  private static final int MOST_MARKS = 5;

  /**
   * A place on an axis that has a label.
   *
   * @param percent where it is
   */
  record Mark(double percent, String label) {}

  /** An axis on which all of these have room; nanoseconds. */
  static Scale of(long... values) {
    double most = LongStream.of(values).max().orElse(0) * 1.02;
    double least = LongStream.of(values).filter(value -> value > SHORTEST).min().orElse(1);
    double to = Math.max(most, TEN_NANOS * SHORTEST);
    return most / least > FAR_APART
        ? new Scale(Math.max(SHORTEST, decade(least)), to, true)
        : new Scale(0, to, false);
  }

  /** Never outside of the axis. */
  double percent(double nanos) {
    double part =
        isLogarithmic
            ? Math.log(Math.max(nanos, from) / from) / Math.log(to / from)
            : (nanos - from) / (to - from);
    return 100 * Math.clamp(part, 0, 1);
  }

  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    double step = step();
    for (double at = from; at <= to; at = isLogarithmic ? at * step : at + step) {
      marks.add(new Mark(percent(at), label(at)));
    }
    return marks;
  }

  /** Between two marks: a factor if the axis is logarithmic. */
  private double step() {
    if (isLogarithmic) {
      double decades = Math.log10(to / from);
      return Math.pow(10, Math.max(1, Math.ceil(decades / MOST_MARKS)));
    }
    double least = to / MOST_MARKS;
    double decade = decade(least);
    for (int times : new int[] {1, 2, 5}) {
      if (times * decade >= least) {
        return times * decade;
      }
    }
    return 10 * decade;
  }

  private static double decade(double nanos) {
    return Math.pow(10, Math.floor(Math.log10(nanos)));
  }

  private static String label(double nanos) {
    if (nanos == 0) {
      return "0";
    }
    if (nanos >= 1e9) {
      return plain(nanos / 1e9) + " s";
    }
    return nanos >= 1e6 ? plain(nanos / 1e6) + " ms" : plain(nanos / 1e3) + " µs";
  }

  private static String plain(double number) {
    return new BigDecimal(String.format(Locale.ROOT, "%.3f", number))
        .stripTrailingZeros()
        .toPlainString();
  }
}
