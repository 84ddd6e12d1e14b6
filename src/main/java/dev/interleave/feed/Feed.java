package dev.interleave.feed;

import io.vertx.core.buffer.Buffer;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Events, numbered from 1, of which the newest are kept. Followers are told that there is news, and
 * then read by number. A slow follower costs nothing: it loses what it has not read in time. Each
 * event becomes bytes once for each format, whatever the number of followers. An ended feed keeps
 * no bytes while nobody follows it. Confined to one context.
 */
public final class Feed<E> {
  private final Entry<E>[] ring;
  private final Set<Runnable> followers = new LinkedHashSet<>();
  private List<Runnable> toTell = List.of();
  private long newest;
  private boolean ended;

  /**
   * @param history how many events are kept, at least 1
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Feed(int history) {
    ring = new Entry[history];
  }

  /** Adds an event and tells every follower. */
  public void publish(E event) {
    newest++;
    ring[slot(newest)] = new Entry<>(newest, event);
    toTell.forEach(Runnable::run);
  }

  /** Ends the feed: there will be no more events. Every follower is told. */
  public void end() {
    ended = true;
    toTell.forEach(Runnable::run);
  }

  public boolean isEnded() {
    return ended;
  }

  /** The number of the newest event; 0 if there was none. */
  public long newest() {
    return newest;
  }

  /** The number of the oldest event that is kept; one more than the newest if there was none. */
  public long oldest() {
    return Math.max(1, newest - ring.length + 1);
  }

  /**
   * An event.
   *
   * @param id from {@link #oldest()} to {@link #newest()}
   */
  public E get(long id) {
    return ring[slot(id)].event;
  }

  /**
   * An event as bytes.
   *
   * @param id from {@link #oldest()} to {@link #newest()}
   */
  public Buffer read(long id, Encoding<E> encoding) {
    return ring[slot(id)].as(encoding);
  }

  /**
   * Runs {@code onNews} after each event from now on, and at the end.
   *
   * @return ends it; may be called from within {@code onNews}, and more than once
   */
  public Runnable follow(Runnable onNews) {
    followers.add(onNews);
    toTell = List.copyOf(followers);
    return () -> {
      if (followers.remove(onNews)) {
        toTell = List.copyOf(followers);
        forgetBytes();
      }
    };
  }

  /** Of an ended feed that nobody follows: hardly anybody will read it again. */
  private void forgetBytes() {
    if (ended && followers.isEmpty()) {
      for (long id = oldest(); id <= newest; id++) {
        ring[slot(id)].encoded.clear();
      }
    }
  }

  private int slot(long id) {
    return (int) (id % ring.length);
  }

  private static final class Entry<E> {
    private final long id;
    private final E event;
    private final IdentityHashMap<Encoding<E>, Buffer> encoded = new IdentityHashMap<>(2);

    Entry(long id, E event) {
      this.id = id;
      this.event = event;
    }

    Buffer as(Encoding<E> encoding) {
      return encoded.computeIfAbsent(encoding, e -> e.encode(id, event));
    }
  }
}
