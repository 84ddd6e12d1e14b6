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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand watchers: most read, some never do, some come and go. {@code -Dwatchers.seconds=…}
 * makes it shorter or longer than a minute.
 */
class WatchersIT {
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("watchers.seconds", 60));
  private static final int READERS = 600;
  private static final int DEAF = 200;
  private static final int PASSING = 200;
  private static final String REQUEST = "GET /ticker HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int MIB = 1024 * 1024;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicLong ticksRead = new AtomicLong();
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

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aThousandWatchersForAMinuteCostNoMemoryAndReadersMissNothing() throws Exception {
    // Fast enough a ticker, and short enough a patience, for a deaf watcher to be cut off in time.
    try (JarProcess jar =
        JarProcess.start(
            Map.of(
                "INTERLEAVE_TICKER_INTERVAL", "20ms",
                "INTERLEAVE_TICKER_HISTORY", "200",
                "INTERLEAVE_STREAMS_MAX_LOST", "300",
                "INTERLEAVE_STREAMS_SEND_BUFFER", "16KiB"))) {
      NetClient client = vertx.createNetClient();
      NetClient deafClient =
          vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(4096));
      int port = jar.port();
      long filesBefore = openFiles(jar);
      List<NetSocket> readers = connect(client, port, READERS, this::read);
      List<NetSocket> deaf = connect(deafClient, port, DEAF, this::neverRead);
      for (int i = 0; i < PASSING; i++) {
        vertx.runOnContext(v -> visit(client, port));
      }

      pause(LENGTH.dividedBy(3));
      long early = jar.liveBytes();
      pause(LENGTH.dividedBy(3).multipliedBy(2));
      long late = jar.liveBytes();

      over = true;
      assertThat(ticksRead.get()).isGreaterThan(READERS * LENGTH.toSeconds());
      assertThat(readersCutOff).as("readers that were cut off").hasValue(0);
      assertThat(lastRead).hasSize(READERS);
      // All have read up to the same tick, but for those that are on their way.
      assertThat(Collections.max(lastRead.values()) - Collections.min(lastRead.values()))
          .isLessThan(250);
      assertThat(outOfOrder).as("ticks that did not follow the one before").hasValue(0);
      assertThat(visits.get()).isGreaterThan(PASSING * 2);
      // What is left in the buffers of one that was cut off is followed by its end, else by more.
      deaf.forEach(NetSocket::resume);
      pause(Duration.ofSeconds(2));
      assertThat(cutOff).as("deaf watchers that were cut off").hasValue(DEAF);
      assertThat(late).as("live bytes, after %d before", early).isLessThan(early + 8L * MIB);
      assertThat(jar.memoryKib("VmHWM")).isLessThan(400 * 1024);
      Stream.concat(readers.stream(), deaf.stream()).forEach(NetSocket::close);
      // A few more than before are the runtime's own: it keeps a socket open to be asked for its
      // heap.
      pause(Duration.ofSeconds(2));
      assertThat(openFiles(jar))
          .as("open files, after %d before", filesBefore)
          .isLessThan(filesBefore + 20);
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
                ticksRead.incrementAndGet();
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

  private void pause(Duration duration) {
    vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).await();
  }

  private static long openFiles(JarProcess jar) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(jar.pid()), "fd"))) {
      return files.count();
    }
  }
}
