import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Clients who ask for one job after the other, each on a connection of its own. */
final class Clients implements AutoCloseable {
  static final int ALL = 64;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client = vertx.createNetClient();
  private final int port;
  private Histogram times = new Histogram(3);
  private long refused;
  private volatile boolean over;

  Clients(int port) {
    this.port = port;
  }

  /** What came of it; times are from a request to its 202, in nanoseconds. */
  Accepted ask(int seconds) throws Exception {
    times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    refused = 0;
    over = false;
    CountDownLatch ended = new CountDownLatch(ALL);
    List<NetSocket> sockets = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      sockets.add(
          client.connect(port, "127.0.0.1").toCompletionStage().toCompletableFuture().get());
    }
    long begun = System.nanoTime();
    sockets.forEach(socket -> new Connection(socket, ended).begin());
    Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    over = true;
    ended.await();
    double took = (System.nanoTime() - begun) / 1e9;
    sockets.forEach(NetSocket::close);
    return new Accepted(
        times.getTotalCount() / took,
        times.getValueAtPercentile(50) / 1e6,
        times.getValueAtPercentile(99) / 1e6,
        refused);
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  /** Of as few instructions as can be, so that the service is at its limit before the clients. */
  private final class Connection {
    private static final Buffer JOB =
        Buffer.buffer(
            "POST /jobs/sleep?duration=0s&strategy=virtual-thread HTTP/1.1\r\n"
                + "host: localhost\r\ncontent-length: 0\r\n\r\n");
    private static final String LENGTH = "content-length: ";

    private final NetSocket socket;
    private final CountDownLatch ended;
    private Buffer received = Buffer.buffer();
    private long asked;

    Connection(NetSocket socket, CountDownLatch ended) {
      this.socket = socket;
      this.ended = ended;
      socket.handler(this::received);
      socket.closeHandler(v -> ended.countDown());
    }

    void begin() {
      asked = System.nanoTime();
      socket.write(JOB);
    }

    private void received(Buffer bytes) {
      received.appendBuffer(bytes);
      String text = received.toString(StandardCharsets.ISO_8859_1);
      int head = text.indexOf("\r\n\r\n");
      int length = text.indexOf(LENGTH);
      if (head < 0 || length < 0) {
        return;
      }
      int from = length + LENGTH.length();
      int body = Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
      if (text.length() < head + 4 + body) {
        return;
      }
      received = Buffer.buffer();
      answered(text.startsWith("HTTP/1.1 202"));
    }

    private void answered(boolean accepted) {
      if (accepted) {
        times.recordValue(System.nanoTime() - asked);
      } else {
        refused++;
      }
      if (over) {
        ended.countDown();
      } else {
        begin();
      }
    }
  }
}
