package dev.interleave.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a client is: the address of the peer. What a header says of it ({@code X-Forwarded-For})
 * anybody can write.
 */
final class Addresses {
  private Addresses() {}

  static String of(HttpServerRequest request) {
    return text(request.remoteAddress());
  }

  static String of(HttpConnection connection) {
    return text(connection.remoteAddress());
  }

  private static String text(@Nullable SocketAddress peer) {
    return peer == null ? "" : Objects.requireNonNullElse(peer.hostAddress(), "");
  }
}
