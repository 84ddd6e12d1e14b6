package dev.interleave.timeline;

import dev.interleave.feed.Feed;
import dev.interleave.jobs.JobEvent;
import dev.interleave.loop.Tick;
import dev.interleave.users.UserEvent;

/**
 * The two streams that everybody can watch: the ticks alone, and everything. Confined to the
 * service's context.
 */
public final class Timeline {
  private final Feed<Tick> ticks;
  private final Feed<TimelineEvent> events;

  /**
   * Two empty streams.
   *
   * @param ticksKept how many ticks are kept for watchers who come back
   * @param eventsKept how many events of all sorts are kept for them
   */
  public Timeline(int ticksKept, int eventsKept) {
    ticks = new Feed<>(ticksKept);
    events = new Feed<>(eventsKept);
  }

  /** Adds a tick to both streams. */
  public void add(Tick tick) {
    ticks.publish(tick);
    events.publish(new TimelineEvent.Ticked(tick));
  }

  /** Adds what happened to a job. */
  public void add(JobEvent event) {
    events.publish(new TimelineEvent.JobChanged(event));
  }

  /** Adds that the loop under test stands still, or has stood still. */
  public void add(BlockReport report) {
    events.publish(new TimelineEvent.LoopBlocked(report));
  }

  /** Adds what happened to a simulated user. */
  public void add(UserEvent event) {
    events.publish(new TimelineEvent.UserSeen(event));
  }

  /** The ticks alone. The number of a tick in the feed is its {@code seq}. */
  public Feed<Tick> ticks() {
    return ticks;
  }

  /** Everything. */
  public Feed<TimelineEvent> events() {
    return events;
  }
}
