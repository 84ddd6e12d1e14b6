package dev.interleave.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TurnsTest {
  private static final int SENT_AHEAD = 400;
  private static final long BUSY_NANOS = 1_000_000;

  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aConnectionThatSendsAheadLetsOthersHaveTheirTurn(Vertx vertx) throws Exception {
    Busy server = new Busy();
    vertx.deployVerticle(server).await();
    try (Socket greedy = connect(server);
        Socket modest = connect(server)) {
      greedy.getOutputStream().write(get("/greedy").repeat(SENT_AHEAD).getBytes());
      greedy.getInputStream().read();

      modest.getOutputStream().write(get("/modest").getBytes());
      modest.getInputStream().read();
      while (handled.size() <= SENT_AHEAD) {
        greedy.getInputStream().read();
      }
    }

    assertThat(handled).hasSize(SENT_AHEAD + 1).last().isEqualTo("/greedy");
  }

  /** Each request keeps the loop busy, so that all of them take much longer than a client. */
  private final class Busy extends VerticleBase {
    private HttpServer server;

    @Override
    public Future<?> start() {
      server = vertx.createHttpServer().requestHandler(new Turns(vertx, this::answer));
      return server.listen(0, "127.0.0.1");
    }

    private void answer(HttpServerRequest request) {
      long end = System.nanoTime() + BUSY_NANOS;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      handled.add(request.path());
      request.response().end(".");
    }
  }

  private static Socket connect(Busy server) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.server.actualPort());
  }

  private static String get(String path) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
  }
}
