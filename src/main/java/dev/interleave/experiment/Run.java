package dev.interleave.experiment;

import dev.interleave.loop.Tick;
import dev.interleave.monitor.Loop;
import dev.interleave.timeline.BlockReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One run of one strategy.
 *
 * @param strategy its name
 * @param repetition 1 for the strategy's first
 * @param position 1 for the experiment's first run
 * @param loop the loop that the calls were made from
 * @param begun when the first job was submitted, by the wall clock at the experiment's beginning
 *     and {@link System#nanoTime()} since then: the wall clock may be set meanwhile
 * @param start the same moment by {@link System#nanoTime()}; the times of calls count from here
 * @param makespan from there to the end of the last job
 * @param ideal what that would have been if handing over took no time
 * @param lateMax the loop's greatest lateness
 * @param calls the jobs that were accepted, in the order of their ends
 * @param ticks the ticks meanwhile
 * @param blocks the blocks of the loop meanwhile
 * @param lateness how late the loop and the control were
 */
public record Run(
    String strategy,
    int repetition,
    int position,
    Loop loop,
    Instant begun,
    long start,
    Duration makespan,
    Duration ideal,
    Duration lateMax,
    List<MeasuredCall> calls,
    List<Tick> ticks,
    List<BlockReport> blocks,
    RunLateness lateness) {}
