package dev.interleave.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * That a PostgreSQL store is this service's alone: a lock that lasts as long as a connection.
 * Another service would take up jobs that run here. An embedded database needs none: its file is
 * locked.
 */
final class Claim implements AutoCloseable {
  /** Any number that no other program takes for a lock of its own. */
  private static final long LOCK = 0x696e_7465_726cL;

  private final Connection connection;

  private Claim(Connection connection) {
    this.connection = connection;
  }

  /**
   * Claims it.
   *
   * @throws StoreException if another service has
   */
  static Claim of(StoreUrl url, DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try (Statement lock = connection.createStatement();
        ResultSet row = lock.executeQuery("SELECT pg_try_advisory_lock(%d)".formatted(LOCK))) {
      row.next();
      if (!row.getBoolean(1)) {
        throw url.isInUse();
      }
      return new Claim(connection);
    } catch (SQLException | RuntimeException notMine) {
      connection.close();
      throw notMine;
    }
  }

  /** The lock ends with the pool that the connection goes back to. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
