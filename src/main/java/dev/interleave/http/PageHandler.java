package dev.interleave.http;

import dev.interleave.values.SourceHash;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page, all that it loads, and the documents that it links to. */
final class PageHandler {
  /** The coding gzip with a weight above zero, or without one. */
  private static final Pattern GZIP =
      Pattern.compile(
          "\\s*gzip\\s*(;\\s*q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*)\\s*)?", Pattern.CASE_INSENSITIVE);

  /** The style that stands in the page itself, so that the first paint waits for nothing else. */
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  private static final String INDEX = "index.html";

  private final PageFiles page = PageFiles.inFolder("/page/");
  private final PageFiles libraries =
      PageFiles.ofWebJar("uplot", "dist/", "uPlot.esm.js", "uPlot.min.css");
  private final PageFiles documents = PageFiles.inFolder("/docs/");
  private final CharSequence policy = SecurityHeaders.policyOfPage(hashOfStyle(INDEX));

  /** The page itself. */
  void html(RoutingContext ctx) {
    serve(ctx, page, INDEX);
  }

  /** A file of the page. */
  void file(RoutingContext ctx) {
    serve(ctx, page, ctx.pathParam("file"));
  }

  /** A file of a library. */
  void library(RoutingContext ctx) {
    serve(ctx, libraries, ctx.pathParam("file"));
  }

  /** A document. */
  void document(RoutingContext ctx) {
    serve(ctx, documents, ctx.pathParam("file"));
  }

  /** Sends a file. A client may keep it, but has to ask each time whether it has changed. */
  private void serve(RoutingContext ctx, PageFiles files, String name) {
    PageFiles.File file =
        files.find(name).orElseThrow(() -> ProblemException.notFound("there is no file " + name));
    HttpServerResponse response = ctx.response();
    SecurityHeaders.addForPage(response, policy);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    boolean compressed = acceptsGzip(ctx);
    PageFiles.Form form = compressed ? file.gzip() : file.plain();
    ctx.etag(form.etag());
    if (ctx.isFresh()) {
      response.setStatusCode(304).end();
    } else {
      if (compressed) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
      }
      response.putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(form.content());
    }
  }

  private String hashOfStyle(String name) {
    String html = page.find(name).orElseThrow().plain().content().toString();
    Matcher style = STYLE.matcher(html);
    if (!style.find()) {
      throw new IllegalStateException(name + " has no style");
    }
    return SourceHash.of(style.group(1));
  }

  /** Whether the client names gzip and does not refuse it. Without a word of it, it gets none. */
  private static boolean acceptsGzip(RoutingContext ctx) {
    return ctx.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(coding -> GZIP.matcher(coding).matches());
  }
}
