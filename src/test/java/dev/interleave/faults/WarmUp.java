package dev.interleave.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Uses each part of a process before its level is read: pools have their threads, and classes are
 * loaded. Its jobs are small, and every one of them has ended.
 */
final class WarmUp {
  private static final List<String> POOLS = List.of("execute-blocking", "worker-verticle");
  private static final List<String> ONCE =
      List.of(
          "execute-blocking-ordered", "virtual-thread", "virtual-thread-verticle", "event-loop");
  private static final int THREADS = 20;

  private final int port;

  WarmUp(int port) {
    this.port = port;
  }

  void run() throws IOException {
    for (String pool : POOLS) {
      together(THREADS, "sleep?duration=20ms&strategy=" + pool);
    }
    for (String strategy : ONCE) {
      together(1, "sleep?duration=1ms&strategy=" + strategy);
    }
    together(10, "jdbc?duration=10ms");
    together(2, "file?size=4KiB");
    together(2, "lock?duration=1ms");
    together(2, "socket?duration=1ms");
    // The JDK opens a few files when a virtual thread waits for a socket for the first time.
    together(20, "socket?duration=20ms&strategy=virtual-thread");
    for (String path : List.of("/jobs?limit=5", "/kinds", "/loops", "/version", "/no-such-path")) {
      try (Connection connection = Connection.to(port)) {
        connection.send("GET", path);
      }
    }
  }

  private void together(int count, String job) throws IOException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Connection connection = Connection.to(port);
        connections.add(connection);
        connection.request("POST", "/jobs/" + job + "&wait=10s");
      }
      for (Connection connection : connections) {
        assertThat(connection.answer("POST").status()).as(job).isBetween(200, 299);
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }
}
