package dev.interleave.http;

import dev.interleave.values.Build;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code /}, {@code /version} and {@code /openapi.yaml}: the service about itself. */
final class AboutHandler {
  private static final String PLAIN = Accepts.TEXT + ";charset=utf-8";

  private final String index = read("/index.txt");
  private final JsonObject version;
  private final Contract contract;
  private final CurlLine curl;
  private final PageHandler page;

  /**
   * @param page what a browser gets for the index
   * @param nativeTransport whether the loops use the I/O of the operating system
   * @param needsToken whether what changes something needs a token
   */
  AboutHandler(
      Contract contract,
      PageHandler page,
      CurlLine curl,
      boolean nativeTransport,
      boolean needsToken) {
    this.contract = contract;
    this.page = page;
    this.curl = curl;
    this.version = version().put("nativeTransport", nativeTransport).put("needsToken", needsToken);
  }

  void index(RoutingContext ctx) {
    ctx.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (Accepts.best(ctx, Accepts.TEXT, Accepts.HTML).equals(Accepts.HTML)) {
      page.html(ctx);
      return;
    }
    Answers.send(ctx, PLAIN, curl.complete(ctx, index));
  }

  void version(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Answers.json(ctx, version);
  }

  void contract(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.YAML, Accepts.TEXT);
    Answers.send(ctx, Accepts.YAML, contract.yaml());
  }

  private static JsonObject version() {
    Build build = Build.read();
    return new JsonObject()
        .put("version", build.version())
        .put("vertx", build.vertx())
        .put("java", build.java());
  }

  private static String read(String name) {
    try (InputStream resource = AboutHandler.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
