import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The cells as a document. */
final class Report {
  private Report() {}

  static String of(List<Cell> warm, List<Cell> first, String options, Duration took) {
    return """
    # Whether a guard is right

    Made by `bench/guard%s` on %s: %d processors, Java %s, in %d minutes. In each of %,d guarded runs one event loop was stalled for a known
    time; the limit was %d ms. The table says in how many of them the guard found a block that was too long.

    - *Length* is what the call asks for: so long it waits, or so long it computes on a processor. Beside others, and while the process stands
      still, it takes longer; that is not the call's doing, and is to count for nothing.
    - *Burners* are %d processes that only compute. *Garbage* is a thread that makes the collector pause the process again and again.
    - Below the limit a run that fails is a false alarm. From twice the limit on, one that passes is a miss. In between either may be: a length is
      measured to a millisecond, and what may have been the machine's is not counted.
    - A run is *spoilt* if it was to be allowed, and its call was held up for longer than the limit by its own clocks: the time on a processor, or
      the time on the clock without the collector's pauses and without the thread's wait for a processor. A machine below this one may take
      a processor away; within, nobody can tell. Such runs are not in the table.

    %s
    ## The first run of a process

    Each of these %,d runs was the first of a new Java process: the guard, Vert.x and the block began together, with nothing loaded and nothing
    compiled.

    %s\
    """
        .formatted(
            options,
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            Math.max(1, took.toMinutes()),
            runs(warm.stream()),
            Cell.LIMIT.toMillis(),
            Disturbance.BURNERS,
            table(warm, GuardedRuns.LENGTHS),
            runs(first.stream()),
            table(first, FirstRuns.LENGTHS));
  }

  private static String table(List<Cell> cells, double[] lengths) {
    StringBuilder text = new StringBuilder("| stalled by | beside |");
    for (double length : lengths) {
      text.append(length == 0 ? " no stall |" : " × %s |".formatted(print(length)));
    }
    text.append("\n|---|---|").append("---|".repeat(lengths.length)).append("\n");
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (i % lengths.length == 0) {
        text.append("| %s | %s |".formatted(cell.way.words, cell.beside.words));
      }
      text.append(" %d of %d |".formatted(cell.failed(), cell.runs()));
      if (i % lengths.length == lengths.length - 1) {
        text.append("\n");
      }
    }
    return text
        + "\nFalse alarms: %s. Misses: %s. Spoilt: %d.\n"
            .formatted(
                rate(cells.stream().filter(Cell::isAllowed).toList()),
                rate(cells.stream().filter(Cell::isForbidden).toList()),
                cells.stream().mapToInt(Cell::spoilt).sum());
  }

  private static String rate(List<Cell> cells) {
    return "%d of %,d".formatted(cells.stream().mapToInt(Cell::wrong).sum(), runs(cells.stream()));
  }

  private static int runs(Stream<Cell> cells) {
    return cells.mapToInt(Cell::runs).sum();
  }

  private static String print(double length) {
    return String.format(Locale.ROOT, "%.2f", length).replaceAll("\\.?0+$", "");
  }
}
