package dev.interleave.http;

import dev.interleave.experiment.ExperimentRunning;
import dev.interleave.jobs.KeyReused;
import dev.interleave.offload.Refused;
import dev.interleave.scenario.Busy;
import dev.interleave.values.InvalidValue;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;

/**
 * What is wrong with a request, as RFC 9457 has it. Thrown by handlers, answered by {@link
 * Problems}.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String TYPES = "urn:interleave:problem:";

  private final int status;
  private final String type;
  private final transient Optional<InvalidValue> invalid;
  private final transient MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  Problem(int status, String type, String detail) {
    this(status, type, detail, Optional.empty());
  }

  private Problem(int status, String type, String detail, Optional<InvalidValue> invalid) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.invalid = invalid;
  }

  static Problem notFound(String detail) {
    return new Problem(404, "not-found", detail);
  }

  /** The problem that an exception stands for; empty if it stands for a fault of ours. */
  static Optional<Problem> of(Throwable thrown) {
    return Optional.ofNullable(
        switch (thrown) {
          case Problem problem -> problem;
          case InvalidValue value ->
              new Problem(400, "invalid-parameter", value.getMessage(), Optional.of(value));
          case Refused refused -> refused(refused);
          case Busy busy -> new Problem(409, "scenario-running", busy.getMessage());
          case ExperimentRunning running ->
              new Problem(409, "experiment-running", running.getMessage());
          case KeyReused reused -> new Problem(422, "idempotency-key-reused", reused.getMessage());
          case HttpException http when http.getStatusCode() < 500 -> ofStatus(http);
          case null, default -> null;
        });
  }

  int status() {
    return status;
  }

  MultiMap headers() {
    return headers;
  }

  boolean closesConnection() {
    return headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
  }

  Problem with(CharSequence header, String value) {
    headers.set(header, value);
    return this;
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", TYPES + type)
            .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
            .put("status", status)
            .put("detail", getMessage());
    invalid.ifPresent(value ->
        json.put("parameter", value.name())
            .put("value", value.value())
            .put("allowed", value.allowed()));
    return json;
  }

  private static Problem refused(Refused refused) {
    Problem problem =
        switch (refused.reason()) {
          case QUEUE_FULL -> new Problem(429, "queue-full", refused.getMessage());
          case CLOSED -> new Problem(503, "shutting-down", refused.getMessage());
        };
    return problem.with("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
  }

  private static Problem ofStatus(HttpException http) {
    String detail =
        Optional.ofNullable(http.getPayload()).orElse("the request cannot be understood");
    return new Problem(http.getStatusCode(), "bad-request", detail);
  }
}
