package dev.interleave.http;

import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query of a request, with the contract's defaults for what it leaves out. */
final class Query {
  private static final String DEFAULTS = Query.class.getName();

  private Query() {}

  /** Keeps the defaults for the handler of the request. */
  static void remember(RoutingContext ctx, Map<String, String> defaults) {
    ctx.put(DEFAULTS, defaults);
  }

  /**
   * Every parameter that is given or has a default, by name. The contract has seen to it that none
   * is repeated. The caller may change the map.
   */
  static Map<String, String> of(RoutingContext ctx) {
    Map<String, String> query = new LinkedHashMap<>(ctx.<Map<String, String>>get(DEFAULTS));
    ctx.queryParams().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    return query;
  }
}
