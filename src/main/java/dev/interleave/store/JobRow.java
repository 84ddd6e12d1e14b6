package dev.interleave.store;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.Origin;
import dev.interleave.values.TraceParent;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as a row of the table: what has a form of its own is written as JSON. */
final class JobRow {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "number",
          "attempt",
          "state",
          "kind",
          "strategy",
          "arguments",
          "request_id",
          "traceparent",
          "idempotency_key",
          "submitted",
          "started",
          "finished",
          "thread",
          "result",
          "error");

  private static final long NO_THREAD_OF_THIS_PROCESS = 0;

  private JobRow() {}

  /** Fills in a statement that has a parameter for each column. */
  static void write(Job job, PreparedStatement insert) throws SQLException {
    Job.Asked asked = job.asked();
    Origin origin = asked.origin();
    insert.setObject(1, job.id());
    insert.setLong(2, job.number());
    insert.setInt(3, job.attempt());
    insert.setString(4, job.state().toString());
    insert.setString(5, asked.kind());
    insert.setString(6, asked.strategy());
    insert.setString(7, Json.encode(asked.arguments()));
    insert.setString(8, origin.requestId());
    insert.setString(9, origin.trace().map(TraceParent::written).orElse(null));
    insert.setString(10, origin.key().orElse(null));
    insert.setObject(11, at(Optional.of(job.times().submitted())));
    insert.setObject(12, at(job.times().started()));
    insert.setObject(13, at(job.times().finished()));
    insert.setString(14, thread(job));
    insert.setString(15, result(job));
    insert.setString(16, error(job));
  }

  /** Fills in a statement with what may change of a job, and then its id. */
  static void writeChange(Job job, PreparedStatement update) throws SQLException {
    update.setInt(1, job.attempt());
    update.setString(2, job.state().toString());
    update.setObject(3, at(job.times().started()));
    update.setObject(4, at(job.times().finished()));
    update.setString(5, thread(job));
    update.setString(6, result(job));
    update.setString(7, error(job));
    update.setObject(8, job.id());
  }

  static Job read(ResultSet row) throws SQLException {
    return new Job(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getInt(3),
        new Job.Asked(row.getString(5), arguments(row.getString(7)), row.getString(6), origin(row)),
        JobState.written(row.getString(4)),
        answer(row.getString(15), row.getString(16)),
        Optional.ofNullable(row.getString(14)).map(JobRow::thread),
        false,
        new Job.Times(0, instant(row, 11).orElseThrow(), instant(row, 12), instant(row, 13)));
  }

  /** How much text of it may be long. */
  static int length(ResultSet row) throws SQLException {
    return length(row.getString(7)) + length(row.getString(15)) + length(row.getString(16));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static Origin origin(ResultSet row) throws SQLException {
    return new Origin(
        row.getString(8),
        Optional.ofNullable(row.getString(9)).map(TraceParent::new),
        Optional.ofNullable(row.getString(10)));
  }

  private static Map<String, String> arguments(String json) {
    Map<String, String> arguments = new LinkedHashMap<>();
    new JsonObject(json).forEach(each -> arguments.put(each.getKey(), (String) each.getValue()));
    return arguments;
  }

  private static @Nullable String thread(Job job) {
    return job.thread()
        .map(thread ->
            new JsonObject()
                .put("name", thread.name())
                .put("daemon", thread.daemon())
                .put("virtual", thread.virtual())
                .encode())
        .orElse(null);
  }

  private static Job.Worker thread(String text) {
    JsonObject json = new JsonObject(text);
    return new Job.Worker(
        NO_THREAD_OF_THIS_PROCESS,
        json.getString("name"),
        json.getBoolean("daemon"),
        json.getBoolean("virtual"));
  }

  private static @Nullable String result(Job job) {
    return job.answer().result().map(Json::encode).orElse(null);
  }

  private static @Nullable String error(Job job) {
    return job.answer()
        .error()
        .map(error ->
            new JsonObject().put("type", error.type()).put("message", error.message()).encode())
        .orElse(null);
  }

  private static Job.Answer answer(@Nullable String result, @Nullable String error) {
    if (error != null) {
      JsonObject json = new JsonObject(error);
      return Job.Answer.threw(new Job.Failure(json.getString("type"), json.getString("message")));
    }
    return result == null ? Job.Answer.NONE : Job.Answer.returned(plain(Json.decodeValue(result)));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case JsonObject object -> object.getMap();
      case JsonArray array -> array.getList();
      default -> value;
    };
  }

  private static @Nullable OffsetDateTime at(Optional<Instant> time) {
    return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
