package dev.interleave.attach;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Offers what is measured by HTTP, on loopback. The server is Java's own, on threads of its own: it
 * answers while every loop of the application is blocked. None of its threads keeps the process
 * from its end.
 */
final class AttachServer {
  /** Streams hold a thread each, and the rest is answered in no time. */
  private static final int THREADS = LiveStream.MOST + 2;

  private AttachServer() {}

  /** Starts it beside the application, which does not wait. */
  static void start(Attachment attachment) {
    Thread.ofPlatform()
        .name("interleave-http")
        .daemon()
        .start(() ->
            Careful.attempt(
                "to offer its figures by HTTP",
                () -> {
                  int port = listen(attachment);
                  Careful.tell("Interleave watches this process: http://127.0.0.1:" + port);
                }));
  }

  /**
   * Listens.
   *
   * @return the port
   */
  static int listen(Attachment attachment) throws IOException {
    HttpServer server = bound(attachment.settings().port());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("interleave-http-", 0).daemon().factory());
    server.setExecutor(threads);
    server.createContext("/", new AttachHandler(attachment));
    server.start();
    return server.getAddress().getPort();
  }

  /** A second process on this machine is not refused: it takes a port that is free. */
  private static HttpServer bound(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (BindException taken) {
      Careful.warn(
          "port %d is taken (interleave.attach.port); one that is free is".formatted(port));
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }
}
