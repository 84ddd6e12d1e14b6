import java.util.Map;

/**
 * What one process did.
 *
 * @param throughput requests a second, at most
 * @param p99 ms at half load
 * @param cpu ms of a processor for a request, at half load
 * @param threads what part of a processor each kind of thread takes at half load
 */
record Measured(double throughput, double p99, double cpu, Map<String, Double> threads) {}
