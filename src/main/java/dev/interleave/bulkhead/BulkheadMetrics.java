package dev.interleave.bulkhead;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a bulkhead is doing at a moment, and what it has done since it was built. A snapshot: it
 * does not change, and its histograms are the reader's own.
 *
 * @param name the bulkhead's
 * @param concurrency how many permits there are
 * @param queued calls accepted that have not begun
 * @param running calls that hold a permit and have no final state yet
 * @param deaf calls that were stopped and still hold their thread and their permit
 * @param accepted calls accepted since the start
 * @param rejected calls rejected since the start
 * @param ends how many of the accepted ended in which final state
 * @param queueWait nanoseconds from acceptance to the start of a call, for those that began and
 *     have ended
 * @param runTime nanoseconds from the start of these calls to their end
 */
public record BulkheadMetrics(
    String name,
    int concurrency,
    int queued,
    int running,
    int deaf,
    long accepted,
    long rejected,
    Map<CallState, Long> ends,
    Histogram queueWait,
    Histogram runTime) {
  /** {@return how many permits are free at this moment} */
  public int freePermits() {
    return concurrency - running - deaf;
  }

  /**
   * How many of the accepted calls ended in a state.
   *
   * @param state a final one
   * @return 0 or more
   */
  public long ended(CallState state) {
    return ends.getOrDefault(state, 0L);
  }
}
