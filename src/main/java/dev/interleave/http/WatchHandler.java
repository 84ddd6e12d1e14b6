package dev.interleave.http;

import dev.interleave.feed.Feed;
import dev.interleave.format.JobJson;
import dev.interleave.format.LoopsJson;
import dev.interleave.format.TickJson;
import dev.interleave.format.TimelineText;
import dev.interleave.format.UserJson;
import dev.interleave.loop.Tick;
import dev.interleave.timeline.Timeline;
import dev.interleave.timeline.TimelineEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** {@code /ticker} and {@code /timeline}. */
final class WatchHandler {
  static final String LAST_EVENT_ID = "Last-Event-ID";

  private static final String AFTER = "after";

  private final Timeline timeline;
  private final Streams streams;
  private final StreamForms<Tick> ticks;
  private final StreamForms<TimelineEvent> events;

  /**
   * @param start from which the text form counts its seconds, by {@link System#nanoTime()}
   */
  WatchHandler(Timeline timeline, Streams streams, long start) {
    this.timeline = timeline;
    this.streams = streams;
    TimelineText text = new TimelineText(start);
    this.ticks =
        new StreamForms<Tick>(tick -> "tick", TickJson::tick, streams.retry())
            .withText((id, tick) -> text.encode(id, new TimelineEvent.Ticked(tick)));
    this.events =
        new StreamForms<>(WatchHandler::name, WatchHandler::data, streams.retry()).withText(text);
  }

  void ticker(RoutingContext ctx) {
    watch(ctx, timeline.ticks(), ticks);
  }

  void timeline(RoutingContext ctx) {
    watch(ctx, timeline.events(), events);
  }

  private <E> void watch(RoutingContext ctx, Feed<E> feed, StreamForms<E> forms) {
    streams.open(ctx, feed, forms.wanted(ctx), lastEventId(ctx, feed.newest()), () -> {});
  }

  /**
   * The number of the last event that a client has. The contract has checked it. The header takes
   * precedence over the parameter, because a browser repeats the parameter whenever it connects
   * again.
   */
  static long lastEventId(RoutingContext ctx, long otherwise) {
    return Optional.ofNullable(ctx.request().getHeader(LAST_EVENT_ID))
        .or(() -> ctx.queryParam(AFTER).stream().findFirst())
        .map(Long::valueOf)
        .orElse(otherwise);
  }

  private static String name(TimelineEvent event) {
    return switch (event) {
      case TimelineEvent.Ticked ticked -> "tick";
      case TimelineEvent.JobChanged changed -> changed.event().type().toString();
      case TimelineEvent.LoopBlocked blocked -> "blocked";
      case TimelineEvent.UserSeen seen -> seen.event().type().toString();
    };
  }

  private static JsonObject data(TimelineEvent event) {
    return switch (event) {
      case TimelineEvent.Ticked ticked -> TickJson.tick(ticked.tick());
      case TimelineEvent.JobChanged changed -> JobJson.event(changed.event());
      case TimelineEvent.LoopBlocked blocked -> LoopsJson.block(blocked.report());
      case TimelineEvent.UserSeen seen -> UserJson.event(seen.event());
    };
  }
}
