package dev.interleave.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What every request passes first, also one that cannot be read: its connection, and what does not
 * depend on a route.
 */
final class Edge {
  private static final String METHODS = "DELETE, GET, HEAD, OPTIONS, POST, PUT";

  private final Connections connections;
  private final int maxUriLength;
  private final Handler<HttpServerRequest> router;
  private final Turns turns;

  /**
   * @param maxUriLength characters that a path with its query may have
   * @param router answers all that passes
   */
  Edge(Vertx vertx, Connections connections, int maxUriLength, Handler<HttpServerRequest> router) {
    this.connections = connections;
    this.maxUriLength = maxUriLength;
    this.router = router;
    this.turns = new Turns(vertx, this::answer);
  }

  /** Stands before a server that does not listen yet. */
  void guard(HttpServer server) {
    server
        .connectionHandler(connections::opened)
        .requestHandler(this::handle)
        .invalidRequestHandler(this::handleUnreadable);
  }

  private void handle(HttpServerRequest request) {
    Connection connection = connections.of(request);
    if (connection == null || connection.isDone()) {
      return;
    }
    begin(connection, request);
    Optional<ProblemException> problem = problem(connection, request);
    if (problem.isPresent()) {
      Problems.answerAndClose(request, problem.get());
      return;
    }
    if (connection.isSurplus() || isLast(request)) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      request.response().endHandler(ended -> connection.close());
    }
    turns.handle(request);
  }

  private void answer(HttpServerRequest request) {
    if (isForTheServer(request)) {
      request.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, METHODS).end();
    } else {
      router.handle(request);
    }
  }

  private void handleUnreadable(HttpServerRequest request) {
    Connection connection = connections.of(request);
    if (connection != null && !connection.isDone()) {
      begin(connection, request);
      Problems.answerUnreadable(request);
    }
  }

  private static void begin(Connection connection, HttpServerRequest request) {
    connection.begins(request);
    SecurityHeaders.add(request.response());
    RequestIds.name(request);
  }

  /** What makes it impossible to go on with a connection. */
  private Optional<ProblemException> problem(Connection connection, HttpServerRequest request) {
    if (request.version() == null) {
      return Optional.of(
          new ProblemException(
              505, "unknown-version", "only HTTP/1.1 and HTTP/1.0 are spoken here"));
    }
    if (request.version() == HttpVersion.HTTP_1_1 && request.authority() == null) {
      return Optional.of(Problems.malformed());
    }
    if (hasBody(request)) {
      return Optional.of(unexpectedBody(request));
    }
    if (request.uri().length() > maxUriLength) {
      return Optional.of(Problems.tooLong(414, "path with its query", "uri-length"));
    }
    if (connection.isSurplus() && !Guard.isProbe(request)) {
      return Optional.of(
          new ProblemException(
                  503,
                  "too-many-connections",
                  "there are as many connections as limits.connections or limits.connections-by-address allows")
              .with(HttpHeaders.RETRY_AFTER, "1"));
    }
    return Optional.empty();
  }

  /** Vert.x does not see {@code close} where it is one of many in a line. */
  private static boolean isLast(HttpServerRequest request) {
    return request.headers().getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  /** No request of this service has a body. One that has is answered unread. */
  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  private static ProblemException unexpectedBody(HttpServerRequest request) {
    return new ProblemException(
        request.headers().contains(HttpHeaders.CONTENT_TYPE) ? 415 : 400,
        "unexpected-body",
        "no request here may have a body, of whatever type; parameters go into the query");
  }

  private static boolean isForTheServer(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*");
  }
}
