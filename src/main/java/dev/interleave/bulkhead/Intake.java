package dev.interleave.bulkhead;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What any threads put in, without a lock, and whoever takes takes as a whole: many that are put in
 * are taken at the cost of one.
 */
final class Intake<M extends Mail> {
  private final AtomicReference<@Nullable Mail> newest = new AtomicReference<>();

  /**
   * Puts it in. Any thread.
   *
   * @return whether nothing else was in
   */
  boolean put(M mail) {
    Mail before;
    do {
      before = newest.get();
      mail.link = before;
    } while (!newest.compareAndSet(before, mail));
    return before == null;
  }

  /** Any thread. */
  boolean isEmpty() {
    return newest.get() == null;
  }

  /** The oldest of all that were in; {@link Mail#link} leads from each to the next. */
  @SuppressWarnings("unchecked") // Only M are put in.
  @Nullable M takeOldestFirst() {
    if (newest.get() == null) {
      return null;
    }
    Mail taken = newest.getAndSet(null);
    Mail oldest = null;
    while (taken != null) {
      Mail before = taken.link;
      taken.link = oldest;
      oldest = taken;
      taken = before;
    }
    return (M) oldest;
  }
}
