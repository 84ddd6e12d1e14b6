package dev.interleave.work;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.values.Allowed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A blocking database call: a query on an embedded database that takes the time asked for, through
 * a small connection pool. With more threads than connections, the threads wait for each other.
 */
public final class JdbcQuery implements Kind {
  /** How long the query takes in the database. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "how long the query takes in the database");

  private static final String QUERY = "SELECT SLEEP(?), COUNT(*) FROM INFORMATION_SCHEMA.TABLES";

  private static final int SECONDS_TO_ANSWER = 1;

  private final HikariDataSource connections;

  /**
   * A database in memory, of this instance's own. The first call opens it: who makes none does not
   * pay for it.
   *
   * @param poolSize how many connections there are at most
   * @param connectionTimeout how long a call waits for one before it fails
   */
  public JdbcQuery(int poolSize, Duration connectionTimeout) {
    this("jdbc:h2:mem:" + UUID.randomUUID(), poolSize, connectionTimeout);
  }

  JdbcQuery(String url, int poolSize, Duration connectionTimeout) {
    // Without a configuration it opens the pool when it is asked for the first connection.
    connections = new HikariDataSource();
    connections.setPoolName("jdbc");
    connections.setJdbcUrl(url);
    connections.setMaximumPoolSize(poolSize);
    connections.setMinimumIdle(1);
    connections.setConnectionTimeout(connectionTimeout.toMillis());
    connections.setConnectionInitSql(
        "CREATE ALIAS IF NOT EXISTS SLEEP FOR \"dev.interleave.work.JdbcQuery.sleep\"");
  }

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String description() {
    return "Queries an embedded database through a small connection pool.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION);
  }

  /** Returns how many milliseconds the database worked, and how many tables it counted. */
  @Override
  public Object run(Arguments arguments) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      try {
        return query(connection, arguments.get(DURATION));
      } catch (SQLException failed) {
        // The pool would hand it out again, and ask for a sign of life only when it was idle.
        if (!connection.isValid(SECONDS_TO_ANSWER)) {
          connections.evictConnection(connection);
        }
        throw failed;
      }
    }
  }

  /** Closes the connections. The database ends with the last of them. */
  @Override
  public void close() {
    connections.close();
  }

  private static Object query(Connection connection, Duration duration) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setLong(1, duration.toNanos());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Map.of("databaseMs", row.getLong(1), "tables", row.getLong(2));
      }
    }
  }

  /**
   * What the database runs for {@code SLEEP(?)}, on the thread that made the query.
   *
   * @param nanos how long to take
   * @return how many milliseconds it took
   * @throws InterruptedException if that thread is interrupted
   */
  public static long sleep(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    Thread.sleep(Duration.ofNanos(nanos));
    return (System.nanoTime() - start) / 1_000_000;
  }
}
