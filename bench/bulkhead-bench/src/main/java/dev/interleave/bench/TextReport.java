package dev.interleave.bench;

import java.io.PrintStream;
import java.util.List;

/** The results for people: a table, and after it the ratios that have a goal. */
final class TextReport {
  private final PrintStream out;
  private final Results results;

  TextReport(PrintStream out, Results results) {
    this.out = out;
    this.results = results;
  }

  void print(List<Contender> contenders) {
    out.printf("%n%-30s  %-25s  %7s  %s%n", "", "thousand calls/s", "of bare", " serial p50, µs");
    contenders.forEach(this::row);
    out.println();
    Goal.ALL.forEach(this::ratio);
  }

  private void row(Contender contender) {
    Spread calls = results.spread(contender.name(), figures -> figures.callsPerSecond() / 1e3);
    Spread serial = results.spread(contender.name(), Figures::serialP50Micros);
    Spread ofBare = results.ratio(contender.name(), contender.bare(), Figures::callsPerSecond);
    out.printf(
        "%-30s  %7.0f  %-16s  %7.2f  %7.1f  %s%n",
        contender.name(),
        calls.median(),
        "%.0f – %.0f".formatted(calls.min(), calls.max()),
        ofBare.median(),
        serial.median(),
        "%.1f – %.1f".formatted(serial.min(), serial.max()));
  }

  private void ratio(Goal goal) {
    Spread ratio = goal.ratio(results);
    out.printf(
        "%-10s  %-25s / %-30s  %6.2f  %-15s  %s %4.1f  %s%n",
        goal.figure(),
        goal.name(),
        goal.other(),
        ratio.median(),
        "%.2f – %.2f".formatted(ratio.min(), ratio.max()),
        goal.atMost() ? "≤" : "≥",
        goal.bound(),
        goal.isMet(results) ? "met" : "not met");
  }
}
