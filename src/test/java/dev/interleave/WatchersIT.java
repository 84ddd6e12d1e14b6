package dev.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many watchers at once: most read, some never do, some come and go. */
class WatchersIT {
  private static final String REQUEST = "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int MIB = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicInteger outOfOrder = new AtomicInteger();
  private final AtomicInteger readersCutOff = new AtomicInteger();
  private final Map<NetSocket, Long> lastRead = new ConcurrentHashMap<>();
  private final AtomicInteger cutOff = new AtomicInteger();
  private final AtomicInteger visits = new AtomicInteger();
  private final Random random = new Random(1);
  private volatile boolean over;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /**
   * Those who watch, and the service that they watch: with a ticker fast enough, and a patience
   * short enough, for the deaf to be cut off in time.
   *
   * @param ticks how many each reader reads
   */
  private record Crowd(
      int readers, int deaf, int passing, long ticks, Map<String, String> settings) {}

  @Test
  void readersMissNothingAndTheDeafAreCutOff() throws Exception {
    Crowd crowd =
        new Crowd(
            60,
            20,
            20,
            900,
            Map.of(
                "INTERLEAVE_TICKER_INTERVAL", "10ms",
                "INTERLEAVE_TICKER_HISTORY", "200",
                "INTERLEAVE_STREAMS_MAX_LOST", "200",
                "INTERLEAVE_STREAMS_SEND_BUFFER", "4KiB",
                "INTERLEAVE_STREAMS_WRITE_QUEUE", "1KiB"));
    try (JarProcess jar = JarProcess.start(crowd.settings())) {
      watch(crowd, jar);
    }
  }

  /** {@code -Dwatchers.seconds=…} makes it shorter or longer than a minute. */
  @Test
  @Tag("timing")
  void aThousandWatchersForAMinuteCostLittleMemory() throws Exception {
    Crowd crowd =
        new Crowd(
            600,
            200,
            200,
            50 * Long.getLong("watchers.seconds", 60),
            Map.of(
                "INTERLEAVE_TICKER_INTERVAL", "20ms",
                "INTERLEAVE_TICKER_HISTORY", "200",
                "INTERLEAVE_STREAMS_MAX_LOST", "300",
                "INTERLEAVE_STREAMS_SEND_BUFFER", "16KiB"));
    try (JarProcess jar = JarProcess.start(crowd.settings())) {
      watch(crowd, jar);

      assertThat(jar.memoryKib("VmHWM")).isLessThan(400 * 1024);
    }
  }

  private void watch(Crowd crowd, JarProcess jar) throws Exception {
    NetClient client = vertx.createNetClient();
    NetClient deafClient = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(4096));
    int port = jar.port();
    long filesBefore = openFiles(jar);
    List<NetSocket> readers = connect(client, port, crowd.readers(), this::read);
    List<NetSocket> deaf = connect(deafClient, port, crowd.deaf(), this::neverRead);
    for (int i = 0; i < crowd.passing(); i++) {
      vertx.runOnContext(v -> visit(client, port));
    }

    await(() -> allHaveRead(crowd.readers(), crowd.ticks() / 3));
    long early = jar.liveBytes();
    await(() -> allHaveRead(crowd.readers(), crowd.ticks()));
    long late = jar.liveBytes();

    over = true;
    assertThat(readersCutOff).as("readers that were cut off").hasValue(0);
    assertThat(outOfOrder).as("ticks that did not follow the one before").hasValue(0);
    assertThat(visits.get()).isGreaterThan(crowd.passing());
    // What is left in the buffers of one that was cut off is followed by its end, else by more.
    deaf.forEach(NetSocket::resume);
    await(() -> cutOff.get() == crowd.deaf());
    assertThat(late).as("live bytes, after %d before", early).isLessThan(early + 8L * MIB);
    Stream.concat(readers.stream(), deaf.stream()).forEach(NetSocket::close);
    // A few more than before are the runtime's own: it keeps a socket open to be asked for its
    // heap.
    await(() -> openFiles(jar) < filesBefore + 20);
  }

  private boolean allHaveRead(int readers, long ticks) {
    return lastRead.size() == readers && lastRead.values().stream().allMatch(tick -> tick >= ticks);
  }

  private void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      vertx.timer(50, TimeUnit.MILLISECONDS).await();
    }
  }

  private List<NetSocket> connect(
      NetClient client, int port, int sockets, Consumer<NetSocket> use) {
    List<Future<NetSocket>> connecting = new ArrayList<>();
    for (int i = 0; i < sockets; i++) {
      connecting.add(
          client
              .connect(port, "127.0.0.1")
              .onSuccess(socket -> {
                use.accept(socket);
                socket.write(REQUEST);
              }));
    }
    Future.all(connecting).await();
    return connecting.stream().map(Future::result).toList();
  }

  private void read(NetSocket socket) {
    socket.closeHandler(gone -> readersCutOff.addAndGet(over ? 0 : 1));
    socket.handler(
        RecordParser.newDelimited(
            "\n",
            line -> {
              if (line.length() > 4 && line.getString(0, 4).equals("id: ")) {
                long id = Long.parseLong(line.getString(4, line.length()).strip());
                Long before = lastRead.put(socket, id);
                if (before != null && before != id - 1) {
                  outOfOrder.incrementAndGet();
                }
              }
            }));
  }

  private void neverRead(NetSocket socket) {
    socket.handler(ignored -> {}).pause();
    socket.closeHandler(gone -> cutOff.incrementAndGet());
  }

  private void visit(NetClient client, int port) {
    client
        .connect(port, "127.0.0.1")
        .onSuccess(socket -> {
          visits.incrementAndGet();
          socket.handler(ignored -> {});
          socket.write(REQUEST);
          vertx.setTimer(
              500 + random.nextInt(3000),
              id -> {
                socket.close();
                if (!over) {
                  visit(client, port);
                }
              });
        });
  }

  private static long openFiles(JarProcess jar) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(jar.pid()), "fd"))) {
      return files.count();
    }
  }
}
