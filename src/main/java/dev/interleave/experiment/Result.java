package dev.interleave.experiment;

import dev.interleave.bulkhead.CallState;
import dev.interleave.loop.Percentiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a strategy came to, over all of its runs. Times of percentiles are nanoseconds.
 *
 * @param strategy its name
 * @param states how many jobs ended how
 * @param rejected how many were not accepted
 * @param makespan from the first submission to the last end of a run
 * @param ideal the median of what that would have been if handing over took no time
 * @param perSecond calls that succeeded, for each second of makespan
 * @param inFlight how many jobs might be in flight; 0 at a rate
 * @param concurrency how many calls are handed to the strategy at the same time
 * @param allowedSideBySide how many calls the strategy lets run at the same time
 * @param mostSideBySide how many did
 * @param threads how many threads made calls in a run, at the most
 * @param onTheLoop whether the loop's own thread was one of them
 * @param queueWait from when a job was due until its call began
 * @param run how long calls took
 * @param late how late the loop was
 * @param control how late the control was meanwhile
 * @param ticks the ticker's
 * @param blocks how often a call blocked the loop
 * @param longestBlock 0 if it was not
 * @param otherJobs calls of others that were under way meanwhile, and may have disturbed
 * @param cpuSeconds processor time of the whole process, for all runs together
 * @param allocatedBytes what the whole process allocated, for all runs together
 * @param resident the most memory of the process during a run, where the system tells; memory that
 *     earlier runs have used is part of it
 * @param runs each of them, in the order in which they ran
 */
public record Result(
    String strategy,
    Map<CallState, Integer> states,
    int rejected,
    Spread makespan,
    Duration ideal,
    double perSecond,
    int inFlight,
    int concurrency,
    int allowedSideBySide,
    int mostSideBySide,
    int threads,
    boolean onTheLoop,
    Percentiles queueWait,
    Percentiles run,
    Late late,
    Late control,
    Ticks ticks,
    int blocks,
    Duration longestBlock,
    int otherJobs,
    double cpuSeconds,
    long allocatedBytes,
    OptionalLong resident,
    List<Run> runs) {

  /** The median of runs, with the least and the greatest. */
  public record Spread(Duration median, Duration min, Duration max) {}

  /** How late, told raw (a value for each beat) and corrected (one for each due time). */
  public record Late(long beats, long missed, Percentiles raw, Percentiles corrected) {}

  /** Ticks that were made, and due times that had none. */
  public record Ticks(long made, long missed) {}

  /** How many jobs ended so. */
  public int count(CallState state) {
    return states.getOrDefault(state, 0);
  }
}
