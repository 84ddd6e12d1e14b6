package dev.interleave.timeline;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.Tick;

/** The two streams that everybody can watch. Confined to the service's context. */
public final class Timeline {
  private final Feed<Tick> ticks;
  private final Feed<TimelineEvent> events;

  /**
   * Two empty streams.
   *
   * @param ticksKept ticks kept for those who come back
   * @param eventsKept ticks and job events kept for them
   */
  public Timeline(int ticksKept, int eventsKept) {
    ticks = new Feed<>(ticksKept);
    events = new Feed<>(eventsKept);
  }

  /** The ticker has beaten: on both streams. */
  public void add(Tick tick) {
    ticks.publish(tick);
    events.publish(new TimelineEvent.Ticked(tick));
  }

  /** Something happened to a job. */
  public void add(JobEvent event) {
    events.publish(new TimelineEvent.JobChanged(event));
  }

  /** The loop under test stands still, or has stood still. */
  public void add(BlockReport report) {
    events.publish(new TimelineEvent.LoopBlocked(report));
  }

  /** The ticks alone; a tick's number in the feed is its {@code seq}. */
  public Feed<Tick> ticks() {
    return ticks;
  }

  /** Everything. */
  public Feed<TimelineEvent> events() {
    return events;
  }
}
