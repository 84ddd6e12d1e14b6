package dev.interleave.timeline;

import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.Tick;
import dev.interleave.users.UserEvent;

/** What happens on the timeline. */
public sealed interface TimelineEvent {
  /** The ticker has ticked. */
  record Ticked(Tick tick) implements TimelineEvent {}

  /** Something happened to a job. */
  record JobChanged(JobEvent event) implements TimelineEvent {}

  /** The loop under test stands still, or has stood still. */
  record LoopBlocked(BlockReport report) implements TimelineEvent {}

  /** Something happened to a simulated user. */
  record UserSeen(UserEvent event) implements TimelineEvent {}
}
