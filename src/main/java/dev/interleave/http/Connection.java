package dev.interleave.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client's connection, and how far it is with its requests. */
final class Connection {
  private final HttpConnection http;
  private final boolean surplus;
  private long deadline;
  private @Nullable HttpServerRequest current;
  private boolean done;

  /**
   * @param surplus whether there are as many others as may be
   * @param deadline the nanosecond at which its first request has to be here
   */
  Connection(HttpConnection http, boolean surplus, long deadline) {
    this.http = http;
    this.surplus = surplus;
    this.deadline = deadline;
  }

  /** Whether there are as many others as may be: it gets one answer, and is closed. */
  boolean isSurplus() {
    return surplus;
  }

  /** Whether an answer has closed it. What else has come by it is not looked at. */
  boolean isDone() {
    return done;
  }

  /** Takes note of a request that is about to be answered. */
  void begins(HttpServerRequest request) {
    current = request;
    request.response().headersEndHandler(v -> beginsAnswer(request));
  }

  void close() {
    done = true;
    http.close();
  }

  /** Whether it has taken too long to send a request. */
  boolean isSlow(long now, Duration idleTimeout) {
    if (current != null) {
      if (!current.response().ended()) {
        return false;
      }
      current = null;
      deadline = now + idleTimeout.toNanos();
    }
    return now - deadline > 0;
  }

  private void beginsAnswer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    // The server counts the body that HEAD leaves out, but does not say how long it was.
    if (request.method().equals(HttpMethod.HEAD)
        && !response.isChunked()
        && response.bytesWritten() > 0) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(response.bytesWritten()));
    }
    if (response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
      done = true;
    }
  }
}
