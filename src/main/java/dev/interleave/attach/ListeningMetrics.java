package dev.interleave.attach;

import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.spi.metrics.ClientMetrics;
import io.vertx.core.spi.metrics.DatagramSocketMetrics;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.core.spi.metrics.HttpClientMetrics;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.metrics.PoolMetrics;
import io.vertx.core.spi.metrics.TCPMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one {@code Vertx}: listens for its pools, its start and its end, and leaves
 * everything to the metrics that the application has chosen, if it has.
 */
final class ListeningMetrics implements VertxMetrics {
  private final WatchedVertx watched;
  private final @Nullable VertxMetrics theirs;

  /** Of a {@code Vertx} that is being made. */
  ListeningMetrics(Attachment attachment, @Nullable VertxMetrics theirs) {
    this.watched = new WatchedVertx(attachment);
    this.theirs = theirs;
  }

  @Override
  public PoolMetrics<?, ?> createPoolMetrics(String type, String name, int maxSize) {
    PoolMetrics<?, ?> pool = theirs == null ? null : theirs.createPoolMetrics(type, name, maxSize);
    return watched.watch(new Pool(type, Optional.ofNullable(name), maxSize, pool));
  }

  @Override
  public void vertxCreated(Vertx vertx) {
    if (theirs != null) {
      theirs.vertxCreated(vertx);
    }
    Careful.attempt("to watch the loops of a new Vertx", () -> watched.begin(vertx));
  }

  @Override
  public void close() {
    Careful.attempt("to leave a Vertx that is closed", watched::end);
    if (theirs != null) {
      theirs.close();
    }
  }

  @Override
  public @Nullable EventBusMetrics<?> createEventBusMetrics() {
    return theirs == null ? null : theirs.createEventBusMetrics();
  }

  @Override
  public @Nullable HttpServerMetrics<?, ?, ?> createHttpServerMetrics(
      HttpServerOptions options, SocketAddress localAddress) {
    return theirs == null ? null : theirs.createHttpServerMetrics(options, localAddress);
  }

  @Override
  public @Nullable ClientMetrics<?, ?, ?> createClientMetrics(
      SocketAddress remoteAddress, String type, String namespace) {
    return theirs == null ? null : theirs.createClientMetrics(remoteAddress, type, namespace);
  }

  @Override
  public @Nullable HttpClientMetrics<?, ?, ?> createHttpClientMetrics(HttpClientOptions options) {
    return theirs == null ? null : theirs.createHttpClientMetrics(options);
  }

  @Override
  public @Nullable TCPMetrics<?> createNetServerMetrics(
      NetServerOptions options, SocketAddress localAddress) {
    return theirs == null ? null : theirs.createNetServerMetrics(options, localAddress);
  }

  @Override
  public @Nullable TCPMetrics<?> createNetClientMetrics(NetClientOptions options) {
    return theirs == null ? null : theirs.createNetClientMetrics(options);
  }

  @Override
  public @Nullable DatagramSocketMetrics createDatagramSocketMetrics(
      DatagramSocketOptions options) {
    return theirs == null ? null : theirs.createDatagramSocketMetrics(options);
  }

  @Override
  public boolean isMetricsEnabled() {
    return theirs == null || theirs.isMetricsEnabled();
  }
}
