package dev.interleave.http;

import dev.interleave.format.CatalogJson;
import dev.interleave.format.CatalogText;
import dev.interleave.format.Json;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.work.Kinds;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code /kinds} and {@code /strategies}: what there is to choose from. */
final class CatalogHandler {
  private final Kinds kinds;
  private final OpenStrategies strategies;

  CatalogHandler(Kinds kinds, OpenStrategies strategies) {
    this.kinds = kinds;
    this.strategies = strategies;
  }

  void kinds(RoutingContext ctx) {
    if (wantsText(ctx)) {
      Answers.text(ctx, CatalogText.kinds(kinds.all(), kinds.leftOut()));
      return;
    }
    Answers.json(
        ctx,
        new JsonObject()
            .put("kinds", Json.array(kinds.all(), CatalogJson::kind))
            .put("leftOut", Json.array(kinds.leftOut(), CatalogJson::leftOut)));
  }

  void strategies(RoutingContext ctx) {
    if (wantsText(ctx)) {
      Answers.text(ctx, CatalogText.strategies(strategies.all()));
      return;
    }
    Answers.json(
        ctx,
        new JsonObject().put("strategies", Json.array(strategies.all(), CatalogJson::strategy)));
  }

  private static boolean wantsText(RoutingContext ctx) {
    return Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT).equals(Accepts.TEXT);
  }
}
