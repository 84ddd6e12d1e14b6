package dev.interleave.experiment;

import dev.interleave.jobs.JobState;
import dev.interleave.monitor.Percentiles;
import dev.interleave.timeline.LatenessFigures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The figures of one contender, over all of its runs. Percentiles are nanoseconds.
 *
 * @param strategy the contender's name
 * @param otherJobs calls of others that were under way meanwhile, and may have disturbed the
 *     measurement
 * @param runs each of them, in the order in which they ran
 */
public record Result(
    String strategy,
    Ends ends,
    Speed speed,
    SideBySide sideBySide,
    Calls calls,
    LoopMeanwhile loop,
    ProcessUse process,
    int otherJobs,
    List<Run> runs) {

  /**
   * What became of the jobs.
   *
   * @param states how many ended how
   * @param rejected how many were not accepted
   */
  public record Ends(Map<JobState, Integer> states, int rejected) {
    /** How many jobs ended so. */
    public int count(JobState state) {
      return states.getOrDefault(state, 0);
    }
  }

  /**
   * How long the runs took.
   *
   * @param makespan from the first submission to the last end of a run
   * @param ideal the median of what that would have been if handing over took no time
   * @param perSecond calls that succeeded for each second of makespan, the median of the runs
   */
  public record Speed(Spread makespan, Duration ideal, double perSecond) {}

  /**
   * How many calls ran at the same time, and what limited them.
   *
   * @param inFlight how many jobs might be in flight; 0 at a rate
   * @param concurrency how many calls are handed to the strategy at the same time
   * @param allowed how many calls the strategy lets run at the same time
   * @param most how many did
   * @param threads how many threads made calls in a run, at the most
   * @param onTheLoop whether the loop's own thread was one of them
   */
  public record SideBySide(
      int inFlight, int concurrency, int allowed, int most, int threads, boolean onTheLoop) {}

  /**
   * The calls that were made.
   *
   * @param queueWait from when a job was due until its call began
   * @param run how long calls took
   * @param queueWaitOfRuns the median wait of each run
   * @param runOfRuns how long the median call of each run took
   */
  public record Calls(
      Percentiles queueWait, Percentiles run, Spread queueWaitOfRuns, Spread runOfRuns) {
    /** How many there are. */
    public int made() {
      return (int) run.count();
    }
  }

  /**
   * The loop under test while the calls were made.
   *
   * @param late how late it was
   * @param control how late the control was
   * @param ticks the ticker's
   * @param blocks how often a call blocked the loop
   * @param longestBlock 0 if none did
   */
  public record LoopMeanwhile(
      LatenessFigures late,
      LatenessFigures control,
      Ticks ticks,
      int blocks,
      Duration longestBlock) {}

  /** Ticks that were made, and due times that had none. */
  public record Ticks(long made, long missed) {}

  /**
   * What the whole process used, for all runs together.
   *
   * @param cpuSeconds processor time
   * @param allocatedBytes memory that was allocated
   * @param resident the most bytes of memory during a run, where the system tells; memory that
   *     earlier runs have used is part of it
   */
  public record ProcessUse(double cpuSeconds, long allocatedBytes, OptionalLong resident) {}
}
