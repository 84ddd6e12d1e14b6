package dev.interleave.work;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on loopback that takes its time: a client sends a number of nanoseconds, and gets a byte
 * when they have passed. One daemon thread of its own serves all clients, so the server is as
 * punctual whatever threads the clients use.
 */
final class SlowServer implements AutoCloseable {
  private static final long MILLI = 1_000_000;
  private static final Duration UNTIL_THERE_ARE_FILES = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(SlowServer.class);

  private final int most;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final PriorityQueue<Client> waiting =
      new PriorityQueue<>((one, other) -> Long.signum(one.due - other.due));
  private int connected;
  private volatile boolean closed;

  private SlowServer(int most) throws IOException {
    this.most = most;
    this.selector = Selector.open();
    this.server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), most);
    server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Starts one on a free port.
   *
   * @param most how many clients may be connected; one more is disconnected at once
   * @throws IOException if it gets no port
   */
  static SlowServer start(int most) throws IOException {
    SlowServer started = new SlowServer(most);
    Thread.ofPlatform().daemon().name("slow-server").start(started::serve);
    return started;
  }

  /** Where it listens. */
  SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  /** Disconnects every client and listens no more; does not wait until that is done. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }

  private void serve() {
    try (selector;
        server) {
      while (!closed) {
        selector.select(this::ready, millisToNext());
        while (!waiting.isEmpty() && waiting.element().due - System.nanoTime() <= 0) {
          waiting.element().answer();
        }
      }
      for (SelectionKey key : List.copyOf(selector.keys())) {
        key.channel().close();
      }
    } catch (IOException broken) {
      LOG.error("the slow server ends", broken);
    }
  }

  /** Never too short, because no answer may be early; 0 waits for a client. */
  private long millisToNext() {
    return waiting.isEmpty()
        ? 0
        : Math.max(1, Math.ceilDiv(waiting.element().due - System.nanoTime(), MILLI));
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Client client) {
      client.read();
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      if (connected >= most) {
        channel.close();
      } else {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Client(channel));
        connected++;
      }
    } catch (IOException noFiles) {
      LOG.warn("the slow server cannot accept a client: {}", noFiles.toString());
      LockSupport.parkNanos(UNTIL_THERE_ARE_FILES.toNanos());
    }
  }

  private final class Client {
    private final SocketChannel channel;
    private ByteBuffer asked = ByteBuffer.allocate(Long.BYTES);
    private long due;
    private boolean waits;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      try {
        if (channel.read(asked) < 0 || waits) {
          leave();
        } else if (!asked.hasRemaining()) {
          due = System.nanoTime() + asked.getLong(0);
          waiting.add(this);
          waits = true;
          // Room in which to see that the client goes.
          asked = ByteBuffer.allocate(1);
        }
      } catch (IOException gone) {
        leave();
      }
    }

    void answer() {
      try {
        channel.write(ByteBuffer.allocate(1));
      } catch (IOException gone) {
        LOG.debug("a client of the slow server has gone", gone);
      } finally {
        leave();
      }
    }

    /** The server closes first: the port of the client is free again at once. */
    private void leave() {
      waiting.remove(this);
      connected--;
      try {
        channel.close();
      } catch (IOException unclosed) {
        LOG.debug("a client of the slow server is not closed", unclosed);
      }
    }
  }
}
