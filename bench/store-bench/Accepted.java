/**
 * What a measurement has found.
 *
 * @param perSecond jobs accepted
 * @param median milliseconds from a request to its 202
 * @param p99 the same
 * @param refused requests that were not accepted
 */
record Accepted(double perSecond, double median, double p99, long refused) {}
