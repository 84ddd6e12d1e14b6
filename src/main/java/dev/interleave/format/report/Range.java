package dev.interleave.format.report;

import dev.interleave.experiment.Carried;
import dev.interleave.monitor.Percentiles;
import dev.interleave.values.Durations;
import java.time.Duration;

/** What a distribution comes to, drawn from its median to its largest value. */
final class Range {
  private Range() {}

  static boolean hasP99(Percentiles times) {
    return Carried.p99(times).isPresent();
  }

  /** What 99 of 100 values do not exceed; a dash where too few can tell. */
  static String p99(Percentiles times) {
    return hasP99(times) ? time(times.p99()) : "–";
  }

  static String time(long nanos) {
    return Durations.rounded(Duration.ofNanos(nanos));
  }

  /**
   * Draws it.
   *
   * @param whose what it is of; decides how it looks
   */
  static void draw(Plot plot, String whose, Percentiles times, double y) {
    long most = hasP99(times) ? times.p99() : times.p50();
    plot.line("thin " + whose, most, times.max(), y)
        .line("thick " + whose, times.p50(), most, y)
        .mark("thin " + whose, times.max(), y, 5)
        .dot(whose, times.p50(), y);
  }

  /** The same in words. */
  static String label(Percentiles times) {
    String p99 = hasP99(times) ? ", 99 of 100 at most " + p99(times) : "";
    return "half at most %s%s, all at most %s".formatted(time(times.p50()), p99, time(times.max()));
  }
}
