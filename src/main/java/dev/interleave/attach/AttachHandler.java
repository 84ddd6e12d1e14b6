package dev.interleave.attach;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Answers requests: what there is at which path. On a thread of the server's. */
final class AttachHandler implements HttpHandler {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain;charset=utf-8";
  private static final String PATHS = "/, /findings, /loops, /pools, /threads, /metrics, /events";

  /** A name that another machine's owner has chosen could lead here from a browser. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

  private static final Pattern FILE =
      Pattern.compile("/(attach|page)/[a-z][\\w.-]*\\.(js|css|svg)");
  private static final Pattern CHART = Pattern.compile("/lib/uPlot\\.(esm\\.js|min\\.css)");
  private static final Map<String, String> TYPES =
      Map.of("js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

  private final Attachment attachment;
  private final LiveStream live;

  AttachHandler(Attachment attachment) {
    this.attachment = attachment;
    this.live = new LiveStream(attachment);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
      if (!THIS_MACHINE.matcher(host).matches()) {
        wrong(exchange, 403, "Host: \"%s\"; allowed: localhost, 127.0.0.1".formatted(host));
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        wrong(exchange, 405, "%s; allowed: GET".formatted(exchange.getRequestMethod()));
      } else {
        answer(exchange, path);
      }
    } catch (IOException gone) {
      throw gone;
    } catch (RuntimeException fault) {
      Careful.attempt(
          "to answer " + exchange.getRequestURI().getPath(),
          () -> {
            throw fault;
          });
      wrong(exchange, 500, "it failed; the application's log says why");
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/" -> file(exchange, "/attach/index.html", "text/html;charset=utf-8");
      case "/findings" -> {
        if (wantsJson(exchange)) {
          json(exchange, FindingsView.json(Findings.of(attachment)));
        } else {
          send(exchange, 200, TEXT, FindingsView.text(attachment, Findings.of(attachment)));
        }
      }
      case "/loops" -> json(exchange, LoopsView.loops(attachment));
      case "/pools" -> json(exchange, PoolsView.pools(attachment));
      case "/threads" -> json(exchange, ThreadsView.threads(attachment));
      case "/metrics" -> send(exchange, 200, MetricsView.TYPE, MetricsView.metrics(attachment));
      case "/events" -> live.serve(exchange);
      default -> {
        if (FILE.matcher(path).matches()) {
          String type = path.substring(path.lastIndexOf('.') + 1);
          file(exchange, path, TYPES.getOrDefault(type, TEXT));
        } else if (CHART.matcher(path).matches()) {
          String type = path.substring(path.lastIndexOf('.') + 1);
          file(exchange, chart(path), TYPES.getOrDefault(type, TEXT));
        } else {
          wrong(exchange, 404, "%s; there are: %s".formatted(path, PATHS));
        }
      }
    }
  }

  private static boolean wantsJson(HttpExchange exchange) {
    String accepted =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
    return accepted.contains(JSON);
  }

  private static void json(HttpExchange exchange, JsonObject json) throws IOException {
    send(exchange, 200, JSON, json.encode() + "\n");
  }

  private static void wrong(HttpExchange exchange, int status, String why) throws IOException {
    send(exchange, status, TEXT, why + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String content)
      throws IOException {
    send(exchange, status, type, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
  }

  /** Where a file of the chart's library is, of whichever version. */
  private static String chart(String path) throws IOException {
    Properties built = new Properties();
    try (InputStream properties =
        AttachHandler.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      built.load(properties);
    }
    return "/META-INF/resources/webjars/uplot/%s/dist/%s"
        .formatted(built.getProperty("version"), path.replace("/lib/", ""));
  }

  /** A file of the page. */
  private static void file(HttpExchange exchange, String resource, String type) throws IOException {
    try (InputStream file = AttachHandler.class.getResourceAsStream(resource)) {
      if (file == null) {
        wrong(exchange, 404, "no file " + resource);
      } else {
        send(exchange, 200, type, file.readAllBytes());
      }
    }
  }
}
