package dev.interleave.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often an address may ask for something in a period. All that was counted is dropped when the
 * period is over, so it holds no more addresses than have asked in one. Confined to one context.
 */
final class RateLimit {
  private final String what;
  private final int most;
  private final long period;
  private final LongSupplier nanoTime;
  private final Map<String, Integer> asked = new HashMap<>();
  private long begun;

  /**
   * @param what is asked for, in the plural
   */
  RateLimit(String what, int most, Duration period, LongSupplier nanoTime) {
    this.what = what;
    this.most = most;
    this.period = period.toNanos();
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /** Counts each request before {@code handler} has it. One too many is refused with a 429. */
  Handler<RoutingContext> before(Handler<RoutingContext> handler) {
    return ctx -> {
      count(Addresses.of(ctx.request()));
      handler.handle(ctx);
    };
  }

  /**
   * Counts one.
   *
   * @throws ProblemException (429) if it is one too many
   */
  void count(String address) {
    long now = nanoTime.getAsLong();
    if (now - begun >= period) {
      begun = now;
      asked.clear();
    }
    if (asked.merge(address, 1, Integer::sum) > most) {
      Duration left = Duration.ofNanos(period - (now - begun));
      throw new ProblemException(
              429,
              "too-many-" + what,
              "%s has asked for %d %s in %d s, which is all that limits.%s-by-address allows"
                  .formatted(address, most, what, Duration.ofNanos(period).toSeconds(), what))
          .with(HttpHeaders.RETRY_AFTER, Long.toString(left.plusSeconds(1).toSeconds()));
    }
  }
}
