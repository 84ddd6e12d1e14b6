package dev.interleave.store;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobFilter;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.JobStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The statements on the table of jobs. Each method blocks, and is given a connection. */
final class JobTable {
  private static final String INSERT =
      "INSERT INTO job (%s) VALUES (%s)"
          .formatted(
              String.join(", ", JobRow.COLUMNS),
              String.join(", ", Collections.nCopies(JobRow.COLUMNS.size(), "?")));

  /** A final state is the last. */
  private static final String UPDATE =
      "UPDATE job SET attempt = ?, state = ?, started = ?, finished = ?, thread = ?, result = ?,"
          + " error = ? WHERE id = ? AND finished IS NULL";

  private static final String DELETE = "DELETE FROM job WHERE id = ?";
  private static final String SELECT = "SELECT " + String.join(", ", JobRow.COLUMNS) + " FROM job";

  private static final String OLDEST =
      "SELECT id FROM job WHERE finished IS NOT NULL ORDER BY id FETCH FIRST ? ROWS ONLY";

  /** So much text of a page is read at the most: it is in memory until it is sent. */
  private static final int CHARACTERS_IN_A_PAGE = 200 * 1024;

  private JobTable() {}

  static void insert(Connection connection, Collection<Job> jobs) throws SQLException {
    batch(connection, INSERT, jobs, JobRow::write);
  }

  static void update(Connection connection, Collection<Job> jobs) throws SQLException {
    batch(connection, UPDATE, jobs, JobRow::writeChange);
  }

  static void delete(Connection connection, Collection<UUID> ids) throws SQLException {
    batch(connection, DELETE, ids, (id, delete) -> delete.setObject(1, id));
  }

  private interface Fill<T> {
    void in(T one, PreparedStatement statement) throws SQLException;
  }

  private static <T> void batch(
      Connection connection, String change, Collection<T> all, Fill<T> fill) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(change)) {
      for (T one : all) {
        fill.in(one, statement);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Deletes the oldest of the finished jobs.
   *
   * @param number how many
   */
  static void deleteOldest(Connection connection, long number) throws SQLException {
    List<UUID> oldest = new ArrayList<>();
    try (PreparedStatement select = prepare(connection, OLDEST, List.of(number));
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        oldest.add(rows.getObject(1, UUID.class));
      }
    }
    delete(connection, oldest);
  }

  static Optional<Job> find(Connection connection, UUID id) throws SQLException {
    return one(connection, SELECT + " WHERE id = ?", id);
  }

  static Optional<Job> findByKey(Connection connection, String key) throws SQLException {
    return one(connection, SELECT + " WHERE idempotency_key = ?", key);
  }

  static JobStore.Some newest(Connection connection, JobFilter filter, int limit)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    StringBuilder where = new StringBuilder(" WHERE TRUE");
    filter.state().map(JobState::toString).ifPresent(and(where, values, "state = ?"));
    filter.kind().ifPresent(and(where, values, "kind = ?"));
    filter.strategy().ifPresent(and(where, values, "strategy = ?"));
    filter.before().ifPresent(and(where, values, "id < ?"));
    values.add(limit + 1);
    String order = " ORDER BY id DESC FETCH FIRST ? ROWS ONLY";
    try (PreparedStatement select = prepare(connection, SELECT + where + order, values);
        ResultSet rows = select.executeQuery()) {
      List<Job> jobs = new ArrayList<>();
      int characters = 0;
      while (rows.next()) {
        if (jobs.size() == limit || characters > CHARACTERS_IN_A_PAGE) {
          return new JobStore.Some(jobs, true);
        }
        jobs.add(JobRow.read(rows));
        characters += JobRow.length(rows);
      }
      return new JobStore.Some(jobs, false);
    }
  }

  /** Those without a final state, the oldest first. */
  static List<Job> unfinished(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(SELECT + " WHERE finished IS NULL ORDER BY id");
        ResultSet rows = select.executeQuery()) {
      List<Job> jobs = new ArrayList<>();
      while (rows.next()) {
        jobs.add(JobRow.read(rows));
      }
      return jobs;
    }
  }

  /** 0 if there is no job. */
  static long lastNumber(Connection connection) throws SQLException {
    return number(connection, "SELECT COALESCE(MAX(number), 0) FROM job");
  }

  /** How many jobs have their final state. */
  static long finished(Connection connection) throws SQLException {
    return number(connection, "SELECT COUNT(*) FROM job WHERE finished IS NOT NULL");
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Consumer<Object> and(StringBuilder where, List<Object> values, String condition) {
    return value -> {
      where.append(" AND ").append(condition);
      values.add(value);
    };
  }

  private static Optional<Job> one(Connection connection, String query, Object value)
      throws SQLException {
    try (PreparedStatement select = prepare(connection, query, List.of(value));
        ResultSet rows = select.executeQuery()) {
      return rows.next() ? Optional.of(JobRow.read(rows)) : Optional.empty();
    }
  }

  private static PreparedStatement prepare(Connection connection, String query, List<Object> values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }
}
