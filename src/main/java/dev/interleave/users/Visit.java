package dev.interleave.users;

import dev.interleave.bulkhead.Time;
import dev.interleave.loop.LoopUnderTest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of users who arrive at a rate, whether or not those before them are served (an open
 * loop). A wait is counted from when the arrival was due. Confined to the service's context.
 */
final class Visit {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

  private final Context context;
  private final Time time;
  private final Listener listener;
  private final int users;
  private final long interval;
  private final HttpClient client;
  private final Future<Endpoint> endpoint;

  /** When each user who waits was due, by the user's place in the group. */
  private final SequencedMap<Integer, Long> waiting = new LinkedHashMap<>();

  private Runnable alarm = () -> {};
  private long start;
  private int arrived;
  private int served;
  private int left;
  private long longestWait;
  private boolean leaving;
  private boolean over;

  /** Hears of every user. */
  @FunctionalInterface
  interface Listener {
    /**
     * Called on the service's context.
     *
     * @param place 0 for the first user of the group, and one more for each
     * @param ago how long ago it happened
     */
    void tell(UserEvent.Type type, int place, Duration ago, Duration waited);
  }

  /**
   * Opens the endpoint. The first user arrives when it is open.
   *
   * @param context the service's
   * @param users how many arrive
   * @param interval between two arrivals
   */
  Visit(
      Context context,
      Time time,
      LoopUnderTest loop,
      int users,
      Duration interval,
      Listener listener) {
    this.context = context;
    this.time = time;
    this.users = users;
    this.interval = interval.toNanos();
    this.listener = listener;
    // Nobody waits for a connection: what a user waits for is the loop.
    this.client = context.owner().createHttpClient(new PoolOptions().setHttp1MaxSize(users));
    this.endpoint = Endpoint.open(loop, users);
    endpoint.onComplete(opened -> context.runOnContext(v -> open()));
  }

  /** Lets nobody arrive any more, and sends away those who wait. */
  void stop() {
    alarm.run();
    List.copyOf(waiting.keySet()).forEach(place -> goes(place, UserEvent.Type.LEFT));
    leave();
  }

  /** How they fare. */
  UserCounts counts() {
    long longest =
        waiting.isEmpty()
            ? longestWait
            : Math.max(longestWait, time.nanoTime() - waiting.firstEntry().getValue());
    return new UserCounts(!over, arrived, served, left, waiting.size(), Duration.ofNanos(longest));
  }

  /** The first request is nobody's: it would wait for the client's own beginnings. */
  private void open() {
    endpoint.compose(this::ask).onComplete(this::begin);
  }

  private void begin(AsyncResult<Void> answered) {
    if (leaving) {
      return;
    }
    if (answered.failed()) {
      LOG.warn("no user can come: {}", answered.cause().toString());
      leave();
    } else {
      start = time.nanoTime();
      arrive();
    }
  }

  private Future<Void> ask(Endpoint asked) {
    return client
        .request(asked.request())
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end);
  }

  private void arrive() {
    while (arrived < users && due() <= time.nanoTime()) {
      comes(arrived, due());
    }
    if (arrived < users) {
      alarm = time.after(Duration.ofNanos(due() - time.nanoTime()), this::arrive);
    }
  }

  private long due() {
    return start + arrived * interval;
  }

  private void comes(int place, long due) {
    arrived++;
    waiting.put(place, due);
    listener.tell(
        UserEvent.Type.ARRIVED, place, Duration.ofNanos(time.nanoTime() - due), Duration.ZERO);
    ask(endpoint.result())
        .onComplete(answered ->
            goes(place, answered.succeeded() ? UserEvent.Type.SERVED : UserEvent.Type.LEFT));
  }

  /** Does nothing for a user who has gone already. */
  private void goes(int place, UserEvent.Type how) {
    Long due = waiting.remove(place);
    if (due == null) {
      return;
    }
    if (how == UserEvent.Type.SERVED) {
      served++;
    } else {
      left++;
    }
    long waited = time.nanoTime() - due;
    longestWait = Math.max(longestWait, waited);
    listener.tell(how, place, Duration.ZERO, Duration.ofNanos(waited));
    if (arrived == users && waiting.isEmpty()) {
      leave();
    }
  }

  private void leave() {
    if (leaving) {
      return;
    }
    leaving = true;
    client
        .close()
        .eventually(() -> endpoint.compose(Endpoint::close))
        .onComplete(closed -> context.runOnContext(v -> over = true));
  }
}
