package dev.interleave.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a browser and a service, and can be cut like a cable. */
final class CuttableProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;
  private volatile boolean cut;

  CuttableProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("proxy").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Nothing gets through from now on, and what was open is gone. */
  void cut() {
    cut = true;
    open.forEach(CuttableProxy::close);
  }

  /** Everything gets through again, to whatever listens on this port. */
  void mend(int port) {
    target = port;
    cut = false;
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        if (cut) {
          close(client);
          continue;
        }
        Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(client);
        open.add(service);
        Thread.ofVirtual().start(() -> copy(client, service));
        Thread.ofVirtual().start(() -> copy(service, client));
        if (cut) {
          cut();
        }
      } catch (IOException refused) {
        // the browser will try again, or the proxy is closed
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cutOff) {
      // so is the other direction
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
