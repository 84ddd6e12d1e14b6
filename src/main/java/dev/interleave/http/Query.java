package dev.interleave.http;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query of a request. */
final class Query {
  private Query() {}

  /** Every parameter by name; the contract has seen to it that none is repeated. */
  static Map<String, String> of(RoutingContext ctx) {
    Map<String, String> query = new LinkedHashMap<>();
    ctx.queryParams().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    return query;
  }
}
