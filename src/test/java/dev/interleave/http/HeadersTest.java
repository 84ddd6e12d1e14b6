package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.interleave.TestService;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Headers: those that every answer has, those that no request can do harm with, and HEAD. */
class HeadersTest {
  private static final int VALUES = Integer.getInteger("fuzz.headers", 2000);
  private static final List<String> NAMES =
      List.of(
          "Accept",
          "Accept-Language",
          "Accept-Encoding",
          "Accept-Charset",
          "Content-Type",
          "Cookie",
          "Range",
          "Prefer",
          "Last-Event-ID",
          "X-Request-Id",
          "Idempotency-Key",
          "Host",
          "Authorization",
          "Expect",
          "Upgrade",
          "Connection",
          "Transfer-Encoding",
          "Content-Length",
          "If-None-Match",
          "If-Modified-Since",
          "Cache-Control",
          "Origin",
          "Sec-Fetch-Site",
          "TE",
          "Sec-WebSocket-Version",
          "Sec-WebSocket-Extensions",
          "HTTP2-Settings",
          "Trailer",
          "Via",
          "Forwarded",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-HTTP-Method-Override",
          "Date");

  @RegisterExtension static final TestService SERVICE = new TestService("ticker.interval", "20ms");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /kinds",
        "GET /",
        "GET /nothing",
        "PUT /jobs",
        "POST /jobs/nap",
        "GET /health/live",
        "GET /jobs?limit=x",
        "GET /%zz",
        "OPTIONS /jobs",
        "OPTIONS *",
        "GET /version HTTP/3.0",
        "HEAD /ticker",
        "GET /page/main.js",
        "NOT HTTP"
      })
  void everyAnswerIsGuarded(String request) throws IOException {
    assertGuarded(
        Raw.exchange(
            SERVICE,
            request
                + (request.contains("HTTP") ? "" : " HTTP/1.1")
                + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
  }

  @Test
  void streamsAreGuardedToo() throws IOException {
    try (Socket socket = SERVICE.connect(4096)) {
      Raw.send(socket, "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n");

      assertGuarded(Raw.answer(socket));
    }
  }

  @Test
  void thePageMayLoadWhatIsItsOwnAndNothingElseMayLoadAnything() {
    HttpResponse<String> page = SERVICE.get("/", "Accept", "text/html");

    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
    assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(SERVICE.get("/jobs").headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void noHeaderIsAFaultOfTheService() throws IOException {
    Random random = new Random(20261125);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      for (int i = 0; i < VALUES; i++) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String request =
            "%s HTTP/1.1\r\n%s%s: %s\r\n%s\r\n"
                .formatted(
                    List.of(
                            "GET /kinds",
                            "GET /",
                            "GET /page/main.js",
                            "GET /loops",
                            "POST /jobs/nap",
                            "GET /timeline",
                            "HEAD /ticker")
                        .get(random.nextInt(7)),
                    name.equals("Host") ? "" : "Host: localhost\r\n",
                    name,
                    value(random),
                    random.nextInt(4) == 0 ? name + ": " + value(random) + "\r\n" : "");
        try (Socket socket = SERVICE.connect(4096)) {
          Raw.send(socket, request);
          String answer = Raw.head(socket);
          assertThat(answer).as(request).matches("(?s)HTTP/1\\.1 [234].*");
          assertGuarded(answer);
        }
      }
    } finally {
      root.detachAppender(log);
    }
    assertThat(List.copyOf(log.list))
        .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
        .isEmpty();
    assertThat(SERVICE.get("/kinds", "Accept", "a;b=\"").statusCode()).isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/version",
        "/kinds",
        "/strategies",
        "/scenarios",
        "/scenarios/lazy",
        "/openapi.yaml",
        "/page/main.js",
        "/health/live",
        "/health/ready",
        "/jobs",
        "/jobs/9",
        "/nothing",
        "/jobs?limit=x",
        "/experiments"
      })
  void headIsGetWithoutItsBody(String path) throws IOException {
    String get = one("GET", path);
    String head = one("HEAD", path);

    assertThat(head).endsWith("\r\n\r\n");
    assertThat(headers(head)).isEqualTo(headers(get));
    assertThat(headers(head)).containsKey("content-length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ticker", "/timeline", "/timeline?format=text", "/loops?format=sse"})
  void theHeadOfAStreamEnds(String path) throws IOException {
    String head = one("HEAD", path);

    assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
    assertThat(headers(head))
        .containsKey("content-type")
        .containsEntry("cache-control", "no-cache")
        .doesNotContainKey("content-length");
    assertThat(SERVICE.service().watchers()).isZero();
  }

  @Test
  void aConnectionGoesOnAfterHeadAndOptions() throws IOException {
    try (Socket socket = SERVICE.connect(4096)) {
      for (String request : List.of("HEAD /ticker", "OPTIONS /jobs", "OPTIONS *", "GET /version")) {
        Raw.send(socket, request + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String answer = request.startsWith("GET") ? Raw.answer(socket) : Raw.head(socket);
        assertThat(answer).as(request).startsWith("HTTP/1.1 20");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/jobs | GET, HEAD, OPTIONS",
        "/jobs/sleep | DELETE, GET, HEAD, OPTIONS, POST",
        "/experiments/ | GET, HEAD, OPTIONS, POST",
        "/ | GET, HEAD, OPTIONS",
        "* | DELETE, GET, HEAD, OPTIONS, POST, PUT"
      })
  void optionsTellsTheMethods(String path, String methods) throws IOException {
    String answer = one("OPTIONS", path);

    assertThat(answer).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
    assertThat(headers(answer))
        .containsEntry("allow", methods)
        .doesNotContainKey("content-length")
        .doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void optionsOfWhatIsNotThereIsNotFound() throws IOException {
    assertThat(one("OPTIONS", "/nothing")).startsWith("HTTP/1.1 404 ");
    assertThat(one("HEAD", "/nothing")).startsWith("HTTP/1.1 404 ");
  }

  private static String value(Random random) {
    List<String> pieces =
        List.of(
            "*/*",
            "text/html",
            ";q=",
            "0.5",
            "\"",
            "\\",
            ",",
            ";",
            "=",
            "a",
            "/",
            " ",
            "\t",
            "gzip",
            "chunked",
            "bytes=0-",
            "-1",
            "wait",
            "100-continue",
            "websocket",
            "h2c",
            "close",
            "keep-alive",
            "Bearer ",
            "localhost",
            ":",
            "[",
            "%",
            "\u00e9",
            "\u00ff",
            "0",
            "W/\"",
            "Mon, 01 Jan 2024 00:00:00 GMT",
            "no-cache",
            "same-origin",
            "null",
            "(",
            "$",
            "{",
            "\0");
    StringBuilder value = new StringBuilder();
    for (int left = random.nextInt(7); left > 0; left--) {
      value.append(
          random.nextInt(6) == 0
              ? String.valueOf((char) (32 + random.nextInt(224)))
              : pieces.get(random.nextInt(pieces.size())));
    }
    return value.toString();
  }

  private static String one(String method, String path) throws IOException {
    return Raw.exchange(
        SERVICE,
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: same\r\nConnection: close\r\n\r\n");
  }

  private static Map<String, String> headers(String answer) {
    Map<String, String> headers = new TreeMap<>();
    String head = answer.substring(answer.indexOf("\r\n") + 2, answer.indexOf("\r\n\r\n"));
    for (String line : head.split("\r\n")) {
      String[] parts = line.split(": ?", 2);
      headers.put(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1]);
    }
    return headers;
  }

  private static void assertGuarded(String answer) {
    assertThat(headers(answer))
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("cross-origin-resource-policy", "same-origin")
        .containsKey("content-security-policy")
        .containsKey("x-request-id");
  }
}
