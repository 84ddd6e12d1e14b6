package dev.interleave.http;

import dev.interleave.jobs.Origin;
import dev.interleave.values.TraceParent;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What a request says of itself, to be handed on to its jobs. */
final class Origins {
  private static final String TRACE_PARENT = "traceparent";
  private static final String KEY = "Idempotency-Key";

  private Origins() {}

  /** The request's id, and the trace that its header {@code traceparent} names. */
  static Origin of(RoutingContext ctx) {
    return of(ctx, Optional.empty());
  }

  /** The same, and the key of the job that it asks for. */
  static Origin withKey(RoutingContext ctx) {
    return of(ctx, Optional.ofNullable(ctx.request().getHeader(KEY)));
  }

  private static Origin of(RoutingContext ctx, Optional<String> key) {
    return new Origin(
        RequestIds.of(ctx), TraceParent.of(ctx.request().headers().getAll(TRACE_PARENT)), key);
  }
}
