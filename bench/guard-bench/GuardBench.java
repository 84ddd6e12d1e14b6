import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stalls an event loop for a known time in each of many guarded runs, and counts those that fail.
 * bench/guard runs it.
 */
final class GuardBench {
  private static final int ALL_RUNS = 10_000;
  private static final int QUICK_RUNS = 1_000;
  private static final int ALL_FIRST = 12;
  private static final int QUICK_FIRST = 2;

  private GuardBench() {}

  public static void main(String[] arguments) throws Exception {
    boolean quick = false;
    Path file = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--write") && i + 1 < arguments.length) {
        file = Path.of(arguments[++i]);
      } else {
        System.err.printf("'%s' is not allowed; allowed: --quick, --write FILE%n", arguments[i]);
        System.exit(2);
      }
    }
    long start = System.nanoTime();
    List<Cell> first = FirstRuns.measure(quick ? QUICK_FIRST : ALL_FIRST);
    List<Cell> warm = GuardedRuns.measure(quick ? QUICK_RUNS : ALL_RUNS);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String report = Report.of(warm, first, quick ? " --quick" : "", took);
    if (file == null) {
      System.out.println(report);
    } else {
      Files.writeString(file, report);
    }
    List<Cell> wrong =
        Stream.concat(warm.stream(), first.stream()).filter(cell -> cell.wrong() > 0).toList();
    wrong.forEach(System.err::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }
}
