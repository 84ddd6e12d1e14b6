package dev.interleave.attach;

import dev.interleave.monitor.BlockedReport;
import java.time.Duration;
import java.util.Locale;

/** How things are said to people. */
final class Words {
  private Words() {}

  /** With three digits at the most: {@code 1.24 s}, {@code 20 ms}. */
  static String time(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    if (millis >= 999.5) {
      return String.format(Locale.ROOT, millis < 99_950 ? "%.3g s" : "%.0f s", millis / 1000);
    }
    return String.format(Locale.ROOT, millis >= 9.95 ? "%.0f ms" : "%.1f ms", millis);
  }

  static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }

  static String name(Pool.Figures pool) {
    return pool.name().orElse("without a name");
  }

  /** A block that goes on, in a line. */
  static String blockGoesOn(String loop, BlockedReport report) {
    return "%s has been blocked for %s by now%s"
        .formatted(loop, time(WatchedVertx.lasts(report)), where(report));
  }

  /** A block that is over, in a line. */
  static String block(String loop, BlockedReport report) {
    Duration own = report.own();
    String rest =
        own.multipliedBy(10).compareTo(report.length().multipliedBy(9)) > 0
            ? ""
            : ", %s of it by a call".formatted(time(own));
    return "%s was blocked for %s%s%s".formatted(loop, time(report.length()), rest, where(report));
  }

  private static String where(BlockedReport report) {
    return report.where().map(frame -> " at " + frame).orElse("; where was not seen");
  }
}
