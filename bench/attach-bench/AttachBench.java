import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures an HTTP application with the attached jar and without it, in pairs, and in each pair in
 * the other order. The application has one processor and the load the others. Half of the requests
 * are answered on the loop, half by executeBlocking.
 */
final class AttachBench {
  /** Requests a second: so few that the compilers have a processor, too. */
  private static final int FEW = 4_000;

  private static final int WARM_UP_STEP_SECONDS = 4;

  private final Load load;
  private final int warmUp;
  private final int seconds;
  private double halfLoad;

  private AttachBench(Load load, int warmUp, int seconds) {
    this.load = load;
    this.warmUp = warmUp;
    this.seconds = seconds;
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> options = options(arguments);
    int pairs = Integer.parseInt(options.getOrDefault("--pairs", "10"));
    int warmUp = Integer.parseInt(options.getOrDefault("--warm-up", "72"));
    int seconds = Integer.parseInt(options.getOrDefault("--seconds", "6"));
    String report;
    try (Load load = new Load()) {
      report = new AttachBench(load, warmUp, seconds).measure(pairs);
    }
    System.out.print(report);
    if (options.containsKey("--write")) {
      Files.writeString(Path.of(options.get("--write")), report);
    }
  }

  private static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      if (!List.of("--pairs", "--warm-up", "--seconds", "--write").contains(arguments[i])) {
        throw new IllegalArgumentException(
            arguments[i] + "; allowed: --pairs N, --warm-up N, --seconds N, --write FILE");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private String measure(int all) throws Exception {
    // Unmeasured: the load itself has to be warm, too.
    measure(false);
    halfLoad = 0;
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < all; i++) {
      boolean first = i % 2 == 1;
      Measured one = measure(first);
      Measured other = measure(!first);
      pairs.add(first ? new Pair(other, one) : new Pair(one, other));
      System.err.printf("pair %d of %d: %s%n", i + 1, all, pairs.getLast());
    }
    return Report.of(pairs, halfLoad, warmUp, seconds);
  }

  private Measured measure(boolean withJar) throws Exception {
    try (Application application = Application.start(withJar)) {
      warmUp();
      double throughput = load.flood(seconds);
      halfLoad = halfLoad == 0 ? Math.round(throughput / 2 / 100) * 100 : halfLoad;
      load.arrive(halfLoad, 2);
      ProcessorTimes before = application.processorTimes();
      Histogram late = load.arrive(halfLoad, seconds);
      ProcessorTimes took = application.processorTimes().since(before);
      return new Measured(
          throughput,
          late.getValueAtPercentile(99) / 1e6,
          took.all() / 1e6 / late.getTotalCount(),
          took.shares());
    }
  }

  /** At every load, also at one that leaves the compilers a processor. */
  private void warmUp() throws Exception {
    for (int i = 0; i < warmUp; i += 3 * WARM_UP_STEP_SECONDS) {
      load.arrive(FEW, WARM_UP_STEP_SECONDS);
      double throughput = load.flood(WARM_UP_STEP_SECONDS);
      load.arrive(halfLoad == 0 ? throughput / 2 : halfLoad, WARM_UP_STEP_SECONDS);
    }
  }
}
