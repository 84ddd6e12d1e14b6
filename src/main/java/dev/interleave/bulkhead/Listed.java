package dev.interleave.bulkhead;

import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.Shareable;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A bulkhead in the list that its {@link io.vertx.core.Vertx} has of all: as long as it is there,
 * its name is taken, and whoever looks at the list is given its figures. These are of types that
 * every class loader shares, because the attached jar looks, which has no class of the kit. Times
 * are milliseconds. Any thread may look.
 */
final class Listed implements Shareable, Supplier<JsonObject> {
  private final Supplier<BulkheadMetrics> bulkhead;

  Listed(Supplier<BulkheadMetrics> bulkhead) {
    this.bulkhead = bulkhead;
  }

  @Override
  public JsonObject get() {
    BulkheadMetrics metrics = bulkhead.get();
    JsonObject ends = new JsonObject();
    metrics.ends().forEach((state, count) -> ends.put(name(state), count));
    return new JsonObject()
        .put("type", "bulkhead")
        .put("name", metrics.name())
        .put("size", metrics.concurrency())
        .put("running", metrics.running())
        .put("deaf", metrics.deaf())
        .put("queued", metrics.queued())
        .put("ended", ends)
        .put("rejected", metrics.rejected())
        .put("queueWaitMs", times(metrics.queueWait()))
        .put("runMs", times(metrics.runTime()));
  }

  private static String name(CallState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonObject times(Histogram nanos) {
    return new JsonObject()
        .put("count", nanos.getTotalCount())
        .put("p50", millis(nanos.getValueAtPercentile(50)))
        .put("p90", millis(nanos.getValueAtPercentile(90)))
        .put("p99", millis(nanos.getValueAtPercentile(99)))
        .put("p999", millis(nanos.getValueAtPercentile(99.9)))
        .put("max", millis(nanos.getMaxValue()));
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos / 1000, 3);
  }
}
