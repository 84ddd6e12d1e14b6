package dev.interleave.http;

import dev.interleave.config.Settings;
import dev.interleave.feed.Feed;
import dev.interleave.metrics.WatcherMeters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every open stream: opens them, keeps them alive, ends them. */
final class Streams {
  private final Settings.Streams settings;
  private final WatcherMeters meters;
  private final Set<EventStream<?>> open = new LinkedHashSet<>();
  private boolean ended;

  Streams(Vertx vertx, Settings.Streams settings, WatcherMeters meters) {
    this.settings = settings;
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
    HttpServerResponse response = ctx.response();
    response
        .setChunked(true)
        .setWriteQueueMaxSize(settings.writeQueue())
        .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("X-Accel-Buffering", "no");
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
              meters.closed();
              onClose.run();
            });
    open.add(stream);
    meters.opened();
    stream.open();
    if (ended) {
      stream.end();
    }
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
