package dev.interleave.attach;

import dev.interleave.monitor.Percentiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Pools as JSON. Times are milliseconds. */
final class PoolsView {
  private PoolsView() {}

  static JsonObject pools(Attachment attachment) {
    JsonArray all = new JsonArray();
    for (WatchedVertx vertx : attachment.watched()) {
      all.add(
          new JsonObject()
              .put("number", vertx.number())
              .put("pools", pools(vertx))
              .put("bulkheads", new JsonArray(vertx.bulkheads())));
    }
    return new JsonObject().put("vertx", all);
  }

  /** Those of one {@code Vertx}. */
  static JsonArray pools(WatchedVertx vertx) {
    return new JsonArray(vertx.pools().stream().map(Pool::figures).map(PoolsView::pool).toList());
  }

  private static JsonObject pool(Pool.Figures pool) {
    return new JsonObject()
        .put("type", pool.type())
        .put("name", pool.name().orElse(null))
        .put("size", pool.size().orElse(null))
        .put("running", pool.running())
        .put("queued", pool.queued())
        .put("ended", pool.ended())
        .put("rejected", pool.rejected())
        .put("queueWaitMs", LoopsView.percentiles(Percentiles.of(pool.queueWait())))
        .put("runMs", LoopsView.percentiles(Percentiles.of(pool.runTime())))
        .put("caller", pool.caller().map(Object::toString).orElse(null));
  }
}
