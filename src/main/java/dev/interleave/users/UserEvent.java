package dev.interleave.users;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a simulated user.
 *
 * @param type what happened
 * @param user 1 for the first since the service began, and one more for each
 * @param at when, by the wall clock; an arrival happens when it is due
 * @param waited from the arrival on; zero at the arrival
 */
public record UserEvent(Type type, long user, Instant at, Duration waited) {
  /** What may happen to a user: the first, and then one of the others. */
  public enum Type {
    /** The user has sent a request. */
    ARRIVED,
    /** The loop under test has answered it. */
    SERVED,
    /** There will be no answer: the users were told to leave, or the request failed. */
    LEFT;

    /** As it is written: {@code user-arrived}. */
    @Override
    public String toString() {
      return "user-" + name().toLowerCase(Locale.ROOT);
    }
  }
}
