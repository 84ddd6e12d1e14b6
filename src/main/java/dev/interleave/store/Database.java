package dev.interleave.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.config.Settings;
import dev.interleave.jobs.Job;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The database of a store, open, with its schema up to date, and what was found in it. Opening and
 * closing it block.
 */
public final class Database implements AutoCloseable {
  /** So many read. One more writes, and one may hold the claim. */
  static final int READERS = 3;

  private static final long MILLIS_TO_CONNECT = 3000;

  private final HikariDataSource connections;
  private final Optional<Claim> claim;
  private final List<Job> unfinished;
  private final long lastNumber;
  private final long finished;

  private Database(HikariDataSource connections, Optional<Claim> claim, Connection connection)
      throws SQLException {
    this.connections = connections;
    this.claim = claim;
    this.unfinished = JobTable.unfinished(connection);
    this.lastNumber = JobTable.lastNumber(connection);
    this.finished = JobTable.finished(connection);
  }

  /**
   * Opens a database, or makes one where there is none.
   *
   * @throws StoreException if it cannot be used, with the reason
   */
  public static Database open(Settings.Store settings) {
    StoreUrl url = StoreUrl.of(settings.url());
    HikariDataSource connections = null;
    try {
      connections = new HikariDataSource(pool(url, settings));
      Optional<Claim> claim =
          url.isEmbedded() ? Optional.empty() : Optional.of(Claim.of(url, connections));
      Schema.prepare(url, connections);
      try (Connection connection = connections.getConnection()) {
        return new Database(connections, claim, connection);
      }
    } catch (SQLException | RuntimeException failed) {
      if (connections != null) {
        connections.close();
      }
      throw failed instanceof StoreException known ? known : url.whyNotOpen(failed);
    }
  }

  /** What is done with a connection. Blocks. */
  interface Use<T> {
    T of(Connection connection) throws SQLException;
  }

  /**
   * Lends out a connection. After a failure that is not of the data, none that there is now is lent
   * out again: an embedded database that could not write to its disk is closed, and opens with the
   * first new one.
   */
  <T> T lend(Use<T> use) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      return use.of(connection);
    } catch (SQLException failed) {
      if (!isOfTheData(failed)) {
        connections.getHikariPoolMXBean().softEvictConnections();
      }
      throw failed;
    }
  }

  /** SQL's classes of errors: 22 is data, 23 a constraint. Another try would end as this one. */
  static boolean isOfTheData(SQLException failed) {
    String state = failed.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  List<Job> unfinished() {
    return unfinished;
  }

  long lastNumber() {
    return lastNumber;
  }

  /** How many jobs had their final state when it was opened. */
  long finished() {
    return finished;
  }

  @Override
  public void close() {
    try (connections) {
      if (claim.isPresent()) {
        claim.get().close();
      }
    } catch (SQLException gone) {
      // and with it the claim
    }
  }

  private static HikariConfig pool(StoreUrl url, Settings.Store settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("store");
    pool.setJdbcUrl(url.jdbc());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password().reveal());
    pool.setMaximumPoolSize(READERS + 2);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(MILLIS_TO_CONNECT);
    url.properties().forEach(pool::addDataSourceProperty);
    return pool;
  }
}
