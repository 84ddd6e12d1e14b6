package dev.interleave.faults;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/** Watches the ticker on a thread of its own, and counts. */
final class Ticks implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  private volatile long count;
  private volatile long missed;
  private volatile double latestMs;
  private volatile boolean ended;

  private Ticks(Connection connection) {
    this.connection = connection;
    Thread.ofVirtual().start(this::read);
  }

  static Ticks of(int port) throws IOException {
    Connection connection = Connection.to(port);
    Answer answer = connection.send("GET", "/ticker");
    if (answer.status() != 200) {
      connection.close();
      throw new AssertionError("the ticker answers " + answer);
    }
    return new Ticks(connection);
  }

  long count() {
    return count;
  }

  /** Due times that a block swallowed. */
  long missed() {
    return missed;
  }

  /** How late the latest of all ticks was. */
  double latestMs() {
    return latestMs;
  }

  boolean ended() {
    return ended;
  }

  /** Waits for so many more. */
  void awaitMore(int ticks) throws Exception {
    long goal = count + ticks;
    Await.until(ticks + " more ticks", PATIENCE, () -> count >= goal || ended);
    if (count < goal) {
      throw new AssertionError("the stream of ticks has ended");
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void read() {
    try {
      String rest = "";
      while (true) {
        String chunk = connection.chunk();
        if (chunk.isEmpty()) {
          break;
        }
        String[] events = (rest + chunk).split("\n\n", -1);
        for (int i = 0; i < events.length - 1; i++) {
          event(events[i]);
        }
        rest = events[events.length - 1];
      }
    } catch (IOException closed) {
      // by this side or by the other
    }
    ended = true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private void event(String event) {
    int data = event.indexOf("data: ");
    if (event.contains("event: tick") && data >= 0) {
      JsonObject tick = new JsonObject(event.substring(data + "data: ".length()));
      missed += tick.getInteger("missed");
      latestMs = Math.max(latestMs, tick.getDouble("lateMs"));
      count++;
    }
  }
}
