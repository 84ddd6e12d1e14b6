package dev.interleave.http;

import dev.interleave.values.InvalidValueException;
import dev.interleave.work.Argument;
import dev.interleave.work.Kind;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The query of a request, with what the contract says of it. */
final class Query {
  private static final String KNOWN = Query.class.getName();

  /**
   * What the contract says of an operation's query.
   *
   * @param names of the parameters, in its order; those of a kind's arguments are not among them
   * @param defaults by name, as they would be written
   */
  record Known(List<String> names, Map<String, String> defaults) {}

  private Query() {}

  /** Keeps what the contract says for the handler of the request. */
  static void remember(RoutingContext ctx, Known known) {
    ctx.put(KNOWN, known);
  }

  /**
   * Every parameter that is given or has a default, by name. The contract has seen to it that none
   * is repeated. The caller may change the map.
   */
  static Map<String, String> of(RoutingContext ctx) {
    Map<String, String> query = new LinkedHashMap<>(known(ctx).defaults());
    ctx.queryParams().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    return query;
  }

  /**
   * Refuses a parameter that is neither an argument of the kind nor one of the operation's own.
   *
   * @throws InvalidValueException which names them all
   */
  static void requireKnown(RoutingContext ctx, Kind kind) {
    List<String> names =
        Stream.concat(kind.arguments().stream().map(Argument::name), known(ctx).names().stream())
            .toList();
    ctx.queryParams()
        .forEach((name, value) -> {
          if (!names.contains(name)) {
            throw InvalidValueException.unknown(name, value, names, "no parameters");
          }
        });
  }

  private static Known known(RoutingContext ctx) {
    return ctx.get(KNOWN);
  }
}
