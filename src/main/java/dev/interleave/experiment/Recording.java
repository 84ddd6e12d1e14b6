package dev.interleave.experiment;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobState;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.TimelineEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Records what happens on the timeline during a run. */
final class Recording {
  private final Feed<TimelineEvent> timeline;
  private final Runnable unfollow;
  private final List<Tick> ticks = new ArrayList<>();
  private final Map<Long, BlockReport> blocks = new LinkedHashMap<>();
  private final Set<Long> started;

  /** Starts to record. */
  Recording(Surroundings around) {
    this.timeline = around.timeline().events();
    this.started =
        around
            .jobs()
            .newestHere(job -> job.state() == JobState.RUNNING || job.holdsThread())
            .map(Job::number)
            .collect(Collectors.toSet());
    this.unfollow = timeline.follow(this::heard);
  }

  void stop() {
    unfollow.run();
  }

  /** The ticks that were due before {@code end}, by {@link System#nanoTime()}. */
  List<Tick> ticksBefore(long end) {
    return ticks.stream().filter(tick -> tick.nanoTime() - tick.lateNanos() - end < 0).toList();
  }

  /** The blocks that began before {@code end}, by {@link System#nanoTime()}. */
  List<BlockReport> blocksBefore(long end) {
    return blocks.values().stream().filter(block -> block.nanoTime() - end < 0).toList();
  }

  /**
   * How many calls of others were under way meanwhile.
   *
   * @param own the calls of the run
   */
  int otherJobs(List<MeasuredCall> own) {
    Set<Long> others = new HashSet<>(started);
    own.forEach(call -> others.remove(call.job()));
    return others.size();
  }

  private void heard() {
    switch (timeline.get(timeline.newest())) {
      case TimelineEvent.Ticked(Tick tick) -> ticks.add(tick);
      case TimelineEvent.LoopBlocked(BlockReport report) ->
          blocks.put(report.block().number(), report);
      case TimelineEvent.JobChanged(JobEvent event) -> {
        if (event.type() == JobEvent.Type.STARTED) {
          started.add(event.job().number());
        }
      }
      case TimelineEvent.UserSeen seen -> {}
    }
  }
}
