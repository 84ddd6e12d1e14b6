package dev.interleave.http;

import dev.interleave.values.Build;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code /}, {@code /version} and {@code /openapi.yaml}: the service about itself. */
final class AboutHandler {
  private static final String PLAIN = Accepts.TEXT + ";charset=utf-8";
  private static final String WITH_TOKEN = "-H \"Authorization: Bearer $TOKEN\"";

  private final String index;
  private final JsonObject version;
  private final Contract contract;
  private final PageHandler page;

  /**
   * @param page what a browser gets for the index
   * @param nativeTransport whether the loops use the I/O of the operating system
   * @param needsToken whether what changes something needs a token
   */
  AboutHandler(Contract contract, PageHandler page, boolean nativeTransport, boolean needsToken) {
    this.contract = contract;
    this.page = page;
    this.index =
        needsToken ? read("/index.txt").replace("-X ", WITH_TOKEN + " -X ") : read("/index.txt");
    this.version = version().put("nativeTransport", nativeTransport).put("needsToken", needsToken);
  }

  void index(RoutingContext ctx) {
    ctx.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (Accepts.best(ctx, Accepts.TEXT, Accepts.HTML).equals(Accepts.HTML)) {
      page.html(ctx);
      return;
    }
    Answers.send(ctx, PLAIN, index.replace("{here}", here(ctx.request().authority())));
  }

  /** As the client calls it. The port of {@code Host: localhost:} is 0. */
  static String here(@Nullable HostAndPort authority) {
    if (authority == null) {
      return "localhost";
    }
    return authority.port() > 0 ? authority.toString() : authority.host();
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
