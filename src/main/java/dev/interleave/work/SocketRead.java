package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Blocking network I/O: asks a slow server on loopback, over a connection for each call, and waits
 * for its answer. The server starts with the first call. There are at most {@value #CONNECTIONS}
 * connections; a call beyond that waits for one of the others to end.
 */
public final class SocketRead implements Kind {
  /** How long the server takes. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "how long the server takes to answer");

  /**
   * How many connections there are at the same time, at the most: two files of the process each.
   */
  static final int CONNECTIONS = 1000;

  private final Semaphore free = new Semaphore(CONNECTIONS, true);
  private Optional<SlowServer> server = Optional.empty();
  private boolean closed;

  @Override
  public String name() {
    return "socket";
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String description() {
    return "Waits for a slow server on loopback: the thread waits and does nothing, which is where"
        + " virtual threads are cheap.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION);
  }

  /** Returns the milliseconds that it really took, a number. */
  @Override
  public Object run(Arguments arguments) throws IOException, InterruptedException {
    long start = System.nanoTime();
    free.acquire();
    try (SocketChannel channel = SocketChannel.open(server().address())) {
      ByteBuffer question = ByteBuffer.allocate(Long.BYTES);
      question.putLong(arguments.get(DURATION).toNanos()).flip();
      while (question.hasRemaining()) {
        channel.write(question);
      }
      if (channel.read(ByteBuffer.allocate(1)) < 0) {
        throw new IOException("the server has closed the connection without an answer");
      }
    } catch (ClosedByInterruptException stopped) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while it waited for the server");
    } finally {
      free.release();
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Ends the server, if it was started. */
  @Override
  public synchronized void close() {
    closed = true;
    server.ifPresent(SlowServer::close);
  }

  private synchronized SlowServer server() throws IOException {
    if (closed) {
      throw new IOException("the server is closed");
    }
    if (server.isEmpty()) {
      server = Optional.of(SlowServer.start(2 * CONNECTIONS));
    }
    return server.get();
  }
}
