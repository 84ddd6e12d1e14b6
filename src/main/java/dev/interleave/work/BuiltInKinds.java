package dev.interleave.work;

import java.time.Duration;
import java.util.List;

/** The kinds that are built in: a new one is a file of its own and a line here. */
public final class BuiltInKinds {
  private BuiltInKinds() {}

  /**
   * Opens them, in the order in which they are shown. Blocks, because the database is opened.
   *
   * @param jdbcConnections how many connections the kind {@code jdbc} has at most
   * @param jdbcTimeout how long a call of it waits for one before it fails
   */
  public static List<Kind> open(int jdbcConnections, Duration jdbcTimeout) {
    return List.of(
        new Sleep(),
        new Cpu(),
        new FileRoundTrip(),
        new JdbcQuery(jdbcConnections, jdbcTimeout),
        new SocketRead(),
        new LockWait(),
        new Pin(),
        new Allocate(),
        new Fail());
  }
}
