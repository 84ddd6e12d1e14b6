package dev.interleave.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** The page and all that it loads. */
final class PageHandler {
  private final PageFiles page = PageFiles.inFolder("/page/");
  private final PageFiles libraries =
      PageFiles.ofWebJar("uplot", "dist/", "uPlot.esm.js", "uPlot.min.css");

  /** The page itself. */
  void html(RoutingContext ctx) {
    serve(ctx, page, "index.html");
  }

  /** A file of the page. */
  void file(RoutingContext ctx) {
    serve(ctx, page, ctx.pathParam("file"));
  }

  /** A file of a library. */
  void library(RoutingContext ctx) {
    serve(ctx, libraries, ctx.pathParam("file"));
  }

  /** Sends a file. A client may keep it, but has to ask each time whether it has changed. */
  private static void serve(RoutingContext ctx, PageFiles files, String name) {
    PageFiles.File file =
        files
            .find(name)
            .orElseThrow(() -> ProblemException.notFound("the page has no file " + name));
    HttpServerResponse response = ctx.response();
    SecurityHeaders.addForPage(response);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    ctx.etag(file.etag());
    if (ctx.isFresh()) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
    }
  }
}
