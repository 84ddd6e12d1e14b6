import java.util.Map;
import java.util.TreeMap;

/**
 * For how long the threads of a process have had a processor.
 *
 * @param at when, by {@link System#nanoTime()}, or since how many nanoseconds
 * @param threads nanoseconds for each kind of thread
 */
record ProcessorTimes(long at, Map<String, Double> threads) {
  /** From those to these. */
  ProcessorTimes since(ProcessorTimes before) {
    Map<String, Double> differences = new TreeMap<>(threads);
    differences.replaceAll((kind, nanos) -> nanos - before.threads.getOrDefault(kind, 0.0));
    return new ProcessorTimes(at - before.at, differences);
  }

  /** Nanoseconds. */
  double all() {
    return threads.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What part of a processor each kind had. */
  Map<String, Double> shares() {
    Map<String, Double> shares = new TreeMap<>(threads);
    shares.replaceAll((kind, nanos) -> nanos / at);
    return shares;
  }
}
