package dev.interleave.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page, all that it loads, and the documents that it links to. */
final class PageHandler {
  /** The coding gzip with a weight above zero, or without one. */
  private static final Pattern GZIP =
      Pattern.compile(
          "\\s*gzip\\s*(;\\s*q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*)\\s*)?", Pattern.CASE_INSENSITIVE);

  private final PageFiles page = PageFiles.inFolder("/page/");
  private final PageDocument index = PageDocument.of(page);
  private final PageFiles libraries =
      PageFiles.ofWebJar("uplot", "dist/", "uPlot.esm.js", "uPlot.min.css");
  private final PageFiles documents = PageFiles.inFolder("/docs/");
  private final Map<String, Future<PageFiles.File>> documentPages = new ConcurrentHashMap<>();
  private final CharSequence policy = SecurityHeaders.policyOfPage(index.styleHash());

  /** The page itself. */
  void html(RoutingContext ctx) {
    serve(ctx, index.file());
  }

  /** A file of the page. */
  void file(RoutingContext ctx) {
    serve(ctx, named(ctx, page));
  }

  /** A file of a library. */
  void library(RoutingContext ctx) {
    serve(ctx, named(ctx, libraries));
  }

  /** A document: a page for those who prefer one, and Markdown for the rest. */
  void document(RoutingContext ctx) {
    PageFiles.File markdown = named(ctx, documents);
    ctx.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (Accepts.best(ctx, Accepts.TEXT, Accepts.HTML).equals(Accepts.TEXT)) {
      serve(ctx, markdown);
    } else {
      documentPages
          .computeIfAbsent(ctx.pathParam("file"), name -> documentPage(ctx, markdown))
          .onSuccess(page -> serve(ctx, page))
          .onFailure(ctx::fail);
    }
  }

  /** Made once, on a worker thread. */
  private Future<PageFiles.File> documentPage(RoutingContext ctx, PageFiles.File markdown) {
    String text = markdown.plain().content().toString();
    return ctx.vertx()
        .executeBlocking(
            () -> DocumentPage.of(text, name -> documents.find(name).isPresent()), false);
  }

  private static PageFiles.File named(RoutingContext ctx, PageFiles files) {
    String name = ctx.pathParam("file");
    return files
        .find(name)
        .orElseThrow(() -> ProblemException.notFound("there is no file " + name));
  }

  /** Sends a file. A client may keep it, but has to ask each time whether it has changed. */
  private void serve(RoutingContext ctx, PageFiles.File file) {
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

  /** Whether the client names gzip and does not refuse it. Without a word of it, it gets none. */
  private static boolean acceptsGzip(RoutingContext ctx) {
    return ctx.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(coding -> GZIP.matcher(coding).matches());
  }
}
