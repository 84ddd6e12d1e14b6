package dev.interleave.users;

import dev.interleave.bulkhead.Time;
import dev.interleave.loop.LoopUnderTest;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The simulated users, of whom there is one group at a time. Every method is called on the
 * service's context.
 */
public final class Users {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Context context;
  private final Time time;
  private final InstantSource clock;
  private final LoopUnderTest loop;
  private final Consumer<UserEvent> listener;
  private Optional<Visit> last = Optional.empty();
  private long seen;

  /**
   * Starts without users.
   *
   * @param context the service's
   * @param time the clock by which they arrive and wait
   * @param clock the clock of what is told of them
   * @param loop whose handler they ask
   * @param listener told of every user, on the service's context
   */
  public Users(
      Context context,
      Time time,
      InstantSource clock,
      LoopUnderTest loop,
      Consumer<UserEvent> listener) {
    this.context = context;
    this.time = time;
    this.clock = clock;
    this.loop = loop;
    this.listener = listener;
  }

  /**
   * Lets users come. The first arrives when the loop under test has opened their endpoint: at once,
   * unless it is blocked.
   *
   * @param rate how many arrive in a second, at least 1
   * @param duration how long they arrive; the last may wait for longer
   * @throws UsersRunningException if there are users
   */
  public UserCounts start(int rate, Duration duration) {
    requireNone();
    int users = (int) Math.max(1, Math.ceilDiv(duration.toNanos() * rate, SECOND.toNanos()));
    long before = seen;
    seen += users;
    last =
        Optional.of(
            new Visit(
                context,
                time,
                loop,
                users,
                SECOND.dividedBy(rate),
                (type, place, ago, waited) ->
                    listener.accept(
                        new UserEvent(
                            type, before + place + 1, clock.instant().minus(ago), waited))));
    return counts();
  }

  /** Sends away those who are there, if there are any. Their endpoint closes when the loop can. */
  public void stop() {
    last.ifPresent(Visit::stop);
  }

  /** How those fare who came last; zeros if there were none. */
  public UserCounts counts() {
    return last.map(Visit::counts).orElse(UserCounts.NONE);
  }

  /**
   * Sees to it that the loop under test has no users.
   *
   * @throws UsersRunningException if it has
   */
  public void requireNone() {
    if (counts().running()) {
      throw new UsersRunningException();
    }
  }
}
