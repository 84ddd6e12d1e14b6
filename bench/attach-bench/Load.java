import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Asks the application, from one event loop. */
final class Load implements AutoCloseable {
  private static final int CONNECTIONS = 64;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client = vertx.createNetClient();

  /** So many connections, and a request on each as soon as the last is answered. */
  double flood(int forSeconds) throws Exception {
    AtomicLong answered = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(CONNECTIONS);
    List<Connection> all = connect();
    for (int i = 0; i < CONNECTIONS; i++) {
      next(all.get(i), i, answered, over, ended);
    }
    long begun = System.nanoTime();
    Thread.sleep(TimeUnit.SECONDS.toMillis(forSeconds));
    double rate = answered.get() * 1e9 / (System.nanoTime() - begun);
    over.set(true);
    ended.await();
    all.forEach(Connection::close);
    return rate;
  }

  private static void next(
      Connection connection,
      long number,
      AtomicLong answered,
      AtomicBoolean over,
      CountDownLatch ended) {
    if (over.get()) {
      ended.countDown();
      return;
    }
    connection.ask(
        number,
        () -> {
          answered.incrementAndGet();
          next(connection, number + 1, answered, over, ended);
        });
  }

  /** Requests at a fixed rate, whatever becomes of them; nanoseconds from when each was due. */
  Histogram arrive(double perSecond, int forSeconds) throws Exception {
    int all = (int) (perSecond * forSeconds);
    Histogram times = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    CountDownLatch ended = new CountDownLatch(all);
    List<Connection> connections = connect();
    long begun = System.nanoTime();
    double period = 1e9 / perSecond;
    for (int i = 0; i < all; ) {
      long now = System.nanoTime();
      while (i < all && begun + (long) (i * period) <= now) {
        long due = begun + (long) (i * period);
        int number = i;
        Connection connection = connections.get(i % CONNECTIONS);
        connection.context.runOnContext(v ->
            connection.ask(
                number / CONNECTIONS,
                () -> {
                  times.recordValue(Math.max(0, System.nanoTime() - due));
                  ended.countDown();
                }));
        i++;
      }
      Thread.sleep(0, 200_000);
    }
    ended.await();
    connections.forEach(Connection::close);
    return times;
  }

  private List<Connection> connect() throws Exception {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      all.add(
          client
              .connect(Application.PORT, "127.0.0.1")
              .map(Connection::new)
              .toCompletionStage()
              .toCompletableFuture()
              .get());
    }
    return all;
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  /**
   * A client of as few instructions as can be, so that the application is at its limit before the
   * load is: it counts the bytes of answers, which are all as long.
   */
  private static final class Connection {
    private static final Buffer LOOP = Buffer.buffer("GET /loop HTTP/1.1\r\nhost: a\r\n\r\n");
    private static final Buffer POOL = Buffer.buffer("GET /pool HTTP/1.1\r\nhost: a\r\n\r\n");
    private static final int ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello".length();

    private final NetSocket socket;
    private final Context context = Vertx.currentContext();
    private final Queue<Runnable> asked = new ArrayDeque<>();
    private int received;

    Connection(NetSocket socket) {
      this.socket = socket;
      socket.handler(bytes -> {
        received += bytes.length();
        while (received >= ANSWER) {
          received -= ANSWER;
          asked.remove().run();
        }
      });
    }

    /** On its context. */
    void ask(long number, Runnable answered) {
      asked.add(answered);
      socket.write(number % 2 == 0 ? LOOP : POOL);
    }

    void close() {
      socket.close();
    }
  }
}
