package dev.interleave.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The page and all that it loads. */
final class PageHandler {
  private static final String NOTHING_FROM_ELSEWHERE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", NOTHING_FROM_ELSEWHERE,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin");

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
    HEADERS.forEach(response::putHeader);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    ctx.etag(file.etag());
    if (ctx.isFresh()) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
    }
  }
}
