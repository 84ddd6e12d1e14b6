package dev.interleave.attach;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Virtual threads as JSON: what carries them, and where they are pinned. Times are milliseconds.
 */
final class ThreadsView {
  private ThreadsView() {}

  static JsonObject threads(Attachment attachment) {
    return new JsonObject()
        .put("scheduler", PinnedThreads.scheduler().map(ThreadsView::scheduler).orElse(null))
        .put(
            "pinned",
            new JsonArray(attachment.pinned().places().stream().map(ThreadsView::place).toList()));
  }

  private static JsonObject scheduler(PinnedThreads.Scheduler scheduler) {
    return new JsonObject()
        .put("parallelism", scheduler.parallelism())
        .put("carriers", scheduler.carriers())
        .put("mounted", scheduler.mounted())
        .put("queued", scheduler.queued());
  }

  private static JsonObject place(PinnedThreads.Place place) {
    return new JsonObject()
        .put("where", place.frame().toString())
        .put("count", place.count())
        .put("totalMs", LoopsView.millis(place.total()))
        .put("longestMs", LoopsView.millis(place.longest()));
  }
}
