import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The pairs as a document. */
final class Report {
  private Report() {}

  static String of(List<Pair> pairs, double halfLoad, int warmUp, int seconds) {
    return """
    # What the attached jar costs

    `bench/attach --pairs %d --warm-up %d --seconds %d --write docs/attach-cost.md` on %s, %d processors, Java %s.
    An HTTP application on one processor, with the jar and without it, by turns; half of the
    requests are answered on the loop, half by `executeBlocking`. A figure is the median of all
    pairs, with the interval that holds it with 95 %% certainty (bootstrap of the pairs).
    Each process is measured after a warm-up of %d seconds.

    | | without | with | difference |
    |---|---|---|---|
    %s%s%s
    Half load is %.0f requests a second, at which each request counts from when it was due. An interval
    that includes 0 shows no difference for sure. A difference is the median of those of the pairs,
    not that of the two medians.

    ## Where the processor's time goes at half load

    | threads | without | with |
    |---|---|---|
    %s
    """
        .formatted(
            pairs.size(),
            warmUp,
            seconds,
            LocalDate.now(),
            Integer.getInteger("processors"),
            Runtime.version().feature(),
            warmUp,
            row("requests a second, at most", "%.0f", pairs, Measured::throughput),
            row("p99 at half load, ms", "%.2f", pairs, Measured::p99),
            row("processor time of a request at half load, ms", "%.4f", pairs, Measured::cpu),
            halfLoad,
            profile(pairs));
  }

  /** Medians, in percent of a processor. */
  private static String profile(List<Pair> pairs) {
    return pairs.stream()
        .flatMap(pair -> pair.with().threads().keySet().stream())
        .distinct()
        .sorted()
        .map(threads ->
            String.format(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% |",
                threads,
                100 * share(pairs, Pair::without, threads),
                100 * share(pairs, Pair::with, threads)))
        .collect(Collectors.joining("\n"));
  }

  private static double share(List<Pair> pairs, Function<Pair, Measured> which, String threads) {
    return median(
        pairs.stream()
            .mapToDouble(pair -> which.apply(pair).threads().getOrDefault(threads, 0.0))
            .toArray());
  }

  private static String row(
      String name, String format, List<Pair> pairs, ToDoubleFunction<Measured> figure) {
    double[] changes =
        pairs.stream()
            .mapToDouble(pair ->
                100
                    * (figure.applyAsDouble(pair.with()) / figure.applyAsDouble(pair.without())
                        - 1))
            .toArray();
    double[] medians = new double[10_000];
    Random random = new Random(1);
    for (int i = 0; i < medians.length; i++) {
      medians[i] =
          median(
              random
                  .ints(changes.length, 0, changes.length)
                  .mapToDouble(at -> changes[at])
                  .toArray());
    }
    Arrays.sort(medians);
    return String.format(
        Locale.ROOT,
        "| %s | " + format + " | " + format + " | %+.1f %% (%+.1f to %+.1f) |%n",
        name,
        median(pairs.stream().mapToDouble(pair -> figure.applyAsDouble(pair.without())).toArray()),
        median(pairs.stream().mapToDouble(pair -> figure.applyAsDouble(pair.with())).toArray()),
        median(changes),
        medians[250],
        medians[9_750]);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
