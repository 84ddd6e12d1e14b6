package dev.interleave.http;

import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.experiment.ExperimentRunningException;
import dev.interleave.jobs.KeyReusedException;
import dev.interleave.jobs.NoRoomException;
import dev.interleave.jobs.ShuttingDownException;
import dev.interleave.jobs.StoreAwayException;
import dev.interleave.scenario.ScenarioRunningException;
import dev.interleave.users.UsersRunningException;
import dev.interleave.values.InvalidValueException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A problem of a request, as in RFC 9457. Handlers throw it, and {@link Problems} answers it. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String TYPES = "urn:interleave:problem:";

  private final int status;
  private final String type;
  private final transient Optional<InvalidValueException> invalid;
  private final transient MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  ProblemException(int status, String type, String detail) {
    this(status, type, detail, Optional.empty());
  }

  /** In the words of an exception that has some for a person. */
  ProblemException(int status, String type, Throwable inItsWords) {
    this(status, type, inItsWords.getMessage(), Optional.empty());
  }

  private ProblemException(
      int status, String type, @Nullable String detail, Optional<InvalidValueException> invalid) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.invalid = invalid;
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(404, "not-found", detail);
  }

  /** The problem that an exception stands for; empty if it is a fault of the service. */
  static Optional<ProblemException> of(Throwable thrown) {
    return Optional.ofNullable(
        switch (thrown) {
          case ProblemException problem -> problem;
          case InvalidValueException value ->
              new ProblemException(
                  400, "invalid-parameter", value.getMessage(), Optional.of(value));
          case CallRejectedException rejected -> rejected(rejected);
          case NoRoomException full ->
              new ProblemException(429, "queue-full", full).with("Retry-After", "1");
          case StoreAwayException away ->
              new ProblemException(503, "store-away", away).with("Retry-After", "1");
          case ShuttingDownException closed ->
              new ProblemException(503, "shutting-down", closed).with("Retry-After", "1");
          case ScenarioRunningException busy -> new ProblemException(409, "scenario-running", busy);
          case ExperimentRunningException running ->
              new ProblemException(409, "experiment-running", running);
          case UsersRunningException users -> new ProblemException(409, "users-running", users);
          case KeyReusedException reused ->
              new ProblemException(422, "idempotency-key-reused", reused);
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

  ProblemException with(CharSequence header, String value) {
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

  private static ProblemException rejected(CallRejectedException rejected) {
    ProblemException problem =
        switch (rejected.reason()) {
          case QUEUE_FULL -> new ProblemException(429, "queue-full", rejected);
          case CLOSED -> new ProblemException(503, "shutting-down", rejected);
        };
    return problem.with("Retry-After", Long.toString(rejected.retryAfter().toSeconds()));
  }

  private static ProblemException ofStatus(HttpException http) {
    String detail =
        Optional.ofNullable(http.getPayload()).orElse("the request cannot be understood");
    return new ProblemException(http.getStatusCode(), "bad-request", detail);
  }
}
