package dev.interleave.http;

import dev.interleave.jobs.Origin;
import dev.interleave.values.TraceParent;
import io.vertx.ext.web.RoutingContext;

/** What a request says of itself, to be handed on to its jobs. */
final class Origins {
  private static final String TRACE_PARENT = "traceparent";

  private Origins() {}

  /** The request's id, and the trace that its header {@code traceparent} names. */
  static Origin of(RoutingContext ctx) {
    return new Origin(
        RequestIds.of(ctx), TraceParent.of(ctx.request().headers().getAll(TRACE_PARENT)));
  }
}
