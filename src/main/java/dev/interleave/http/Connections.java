package dev.interleave.http;

import dev.interleave.config.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every open connection. Those that are too many, or that take too long to say what they want, are
 * closed. A half-sent head is not seen through Vert.x's public API, so what counts is the time
 * since the connection was opened, or since its last answer. Confined to the service's context.
 */
final class Connections {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration SURPLUS_MAY_ASK = Duration.ofSeconds(1);

  private final Settings.Http http;
  private final Settings.Limits limits;
  private final LongSupplier nanoTime;
  private final Counts counts = new Counts();
  private final IdentityHashMap<HttpConnection, Connection> open = new IdentityHashMap<>();

  Connections(Vertx vertx, Settings.Http http, Settings.Limits limits, LongSupplier nanoTime) {
    this.http = http;
    this.limits = limits;
    this.nanoTime = nanoTime;
    vertx.setPeriodic(LOOK.toMillis(), id -> closeTheSlow());
  }

  /** Takes note of a connection; it is told when a connection has been opened. */
  void opened(HttpConnection http) {
    String address = Addresses.of(http);
    boolean surplus =
        counts.all() >= limits.connections() || counts.of(address) >= limits.connectionsByAddress();
    Duration patience = surplus ? SURPLUS_MAY_ASK : this.http.requestTimeout();
    open.put(http, new Connection(http, surplus, nanoTime.getAsLong() + patience.toNanos()));
    if (!surplus) {
      counts.add(address);
    }
    http.closeHandler(closed -> {
      open.remove(http);
      if (!surplus) {
        counts.remove(address);
      }
    });
  }

  /** The connection that a request has come by; null if it is closed. */
  @Nullable Connection of(HttpServerRequest request) {
    return open.get(request.connection());
  }

  private void closeTheSlow() {
    long now = nanoTime.getAsLong();
    List<Connection> slow =
        open.values().stream().filter(each -> each.isSlow(now, http.idleTimeout())).toList();
    slow.forEach(Connection::close);
  }
}
