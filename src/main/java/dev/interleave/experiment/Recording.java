package dev.interleave.experiment;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.TimelineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands on the timeline while a run goes on. */
final class Recording {
  private final Feed<TimelineEvent> timeline;
  private final String requestId;
  private final Runnable unfollow;
  private final List<Tick> ticks = new ArrayList<>();
  private final Map<Long, BlockReport> blocks = new LinkedHashMap<>();
  private int otherJobs;

  /**
   * Starts.
   *
   * @param requestId names the jobs that belong to the run
   */
  Recording(Feed<TimelineEvent> timeline, String requestId) {
    this.timeline = timeline;
    this.requestId = requestId;
    this.unfollow = timeline.follow(this::heard);
  }

  void stop() {
    unfollow.run();
  }

  List<Tick> ticks() {
    return List.copyOf(ticks);
  }

  /** The blocks that began before {@code end}. */
  List<BlockReport> blocksBefore(Instant end) {
    return blocks.values().stream().filter(block -> block.start().isBefore(end)).toList();
  }

  /** How many calls of others began meanwhile. */
  int otherJobs() {
    return otherJobs;
  }

  private void heard() {
    switch (timeline.get(timeline.newest())) {
      case TimelineEvent.Ticked(Tick tick) -> ticks.add(tick);
      case TimelineEvent.LoopBlocked(BlockReport report) ->
          blocks.put(report.block().number(), report);
      case TimelineEvent.JobChanged(JobEvent event) -> {
        boolean anothers = !event.job().requestId().equals(requestId);
        if (anothers && event.type() == JobEvent.Type.STARTED) {
          otherJobs++;
        }
      }
    }
  }
}
