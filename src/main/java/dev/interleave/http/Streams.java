package dev.interleave.http;

import dev.interleave.config.Settings;
import dev.interleave.feed.Feed;
import dev.interleave.metrics.WatcherMeters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every open stream: opens them, keeps them alive, ends them. */
final class Streams {
  private final Settings.Streams settings;
  private final Settings.Limits limits;
  private final WatcherMeters meters;
  private final Counts watchers = new Counts();
  private final Set<EventStream<?>> open = new LinkedHashSet<>();
  private boolean ended;

  Streams(Vertx vertx, Settings.Streams settings, Settings.Limits limits, WatcherMeters meters) {
    this.settings = settings;
    this.limits = limits;
    this.meters = meters;
    vertx.setPeriodic(
        settings.heartbeat().toMillis(), id -> List.copyOf(open).forEach(EventStream::heartbeat));
  }

  Duration retry() {
    return settings.retry();
  }

  /**
   * Answers a request with a stream.
   *
   * @param after the number of the last event that the watcher has
   * @param onClose called once, when the stream has ended, whoever ended it
   */
  <E> void open(
      RoutingContext ctx, Feed<E> feed, StreamFormat<E> format, long after, Runnable onClose) {
    requireRoom(ctx);
    String address = Addresses.of(ctx.request());
    HttpServerResponse response = ctx.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(settings.writeQueue())
        .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("X-Accel-Buffering", "no");
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response.end();
      onClose.run();
      return;
    }
    EventStream<E> stream =
        new EventStream<>(
            response,
            feed,
            format,
            after,
            settings.maxLost(),
            meters,
            closed -> {
              open.remove(closed);
              watchers.remove(address);
              meters.closed();
              onClose.run();
            });
    open.add(stream);
    watchers.add(address);
    meters.opened();
    stream.open();
    if (ended) {
      stream.end();
    }
  }

  /**
   * Refuses a watcher if there are as many as may be. Called before anything is begun for it.
   *
   * @throws ProblemException (503 or 429)
   */
  void requireRoom(RoutingContext ctx) {
    String address = Addresses.of(ctx.request());
    if (watchers.all() >= limits.watchers()) {
      throw tooMany(503, "watchers: %d, which is all that limits.watchers allows", watchers.all());
    }
    if (watchers.of(address) >= limits.watchersByAddress()) {
      throw tooMany(
          429,
          "watchers from " + address + ": %d, which is all that limits.watchers-by-address allows",
          watchers.of(address));
    }
  }

  private static ProblemException tooMany(int status, String detail, int watchers) {
    return new ProblemException(status, "too-many-watchers", detail.formatted(watchers))
        .with(HttpHeaders.RETRY_AFTER, "1");
  }

  /** How many there are. */
  int count() {
    return open.size();
  }

  /** Ends every stream. From now on, new ones end at once. */
  void end() {
    ended = true;
    List.copyOf(open).forEach(EventStream::end);
  }
}
