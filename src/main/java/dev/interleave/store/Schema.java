package dev.interleave.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables, as the files in {@code db/migration} make them. Flyway takes half a second to find
 * out that there is nothing to do, so it is asked only if its own table says otherwise.
 */
final class Schema {
  /** The version of the newest file. */
  static final int VERSION = 1;

  private static final String NEWEST =
      "SELECT \"version\" FROM \"flyway_schema_history\" WHERE \"success\" ORDER BY"
          + " \"installed_rank\" DESC FETCH FIRST 1 ROW ONLY";

  private Schema() {}

  /**
   * Makes the tables, or brings them up to date.
   *
   * @throws StoreException if they are of a newer version of the service
   */
  static void prepare(StoreUrl url, DataSource database) throws SQLException {
    OptionalInt found = version(database);
    if (found.isPresent() && found.getAsInt() > VERSION) {
      throw new StoreException(
          "store.url: %s is of a newer version of the service: its schema is %d, and this one knows %d"
              .formatted(url.written(), found.getAsInt(), VERSION));
    }
    if (found.isEmpty() || found.getAsInt() < VERSION) {
      Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
    }
  }

  private static OptionalInt version(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (ResultSet tables =
          connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
        if (!tables.next()) {
          return OptionalInt.empty();
        }
      }
      try (Statement select = connection.createStatement();
          ResultSet row = select.executeQuery(NEWEST)) {
        return row.next()
            ? OptionalInt.of(Integer.parseInt(row.getString(1)))
            : OptionalInt.empty();
      }
    }
  }
}
