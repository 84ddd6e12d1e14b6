import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What was measured, as a document. */
final class Report {
  private Report() {}

  static String of(List<Store> stores, Map<Store, List<Accepted>> found, Duration took) {
    StringBuilder rows = new StringBuilder();
    double memory = median(found.get(stores.getFirst()), Accepted::perSecond);
    for (Store store : stores) {
      List<Accepted> all = found.get(store);
      double rate = median(all, Accepted::perSecond);
      rows.append(
          "| %s | %,.0f (%,.0f to %,.0f) | %.0f %% | %.1f | %.1f | %d |\n"
              .formatted(
                  store.name(),
                  rate,
                  all.stream().mapToDouble(Accepted::perSecond).min().orElseThrow(),
                  all.stream().mapToDouble(Accepted::perSecond).max().orElseThrow(),
                  100 * rate / memory,
                  median(all, Accepted::median),
                  median(all, Accepted::p99),
                  all.stream().mapToLong(Accepted::refused).sum()));
    }
    return """
    # How fast a store accepts jobs

    Made by `bench/store` on %s: %d processors, Java %d, in %d minutes. %d clients ask for one job after the other, of no length, by
    `virtual-thread`, as fast as they are answered. The service and the clients share the machine; the database does, too. Each figure is the median of %d
    processes, by turns; each has warmed up.

    | store | accepted jobs a second (least to most) | of memory | ms to a 202, p50 | p99 | refused |
    |---|---|---|---|---|---|
    %s\
    """
        .formatted(
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            Math.max(1, took.toMinutes()),
            Clients.ALL,
            found.get(stores.getFirst()).size(),
            rows);
  }

  private static double median(List<Accepted> all, ToDoubleFunction<Accepted> figure) {
    return all.stream()
        .map(figure::applyAsDouble)
        .sorted(Comparator.naturalOrder())
        .toList()
        .get(all.size() / 2);
  }
}
