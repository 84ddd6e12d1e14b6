package dev.interleave.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A connection on which bytes are sent as they are, also wrong ones, and on which nothing happens
 * that a test does not ask for. Used by one thread for writing and one for reading.
 */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final int LONGEST_HEAD = 1 << 20;

  private final Socket socket = new Socket();
  private final InputStream in;

  private Connection(int port, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException notConnected) {
      socket.close();
      throw notConnected;
    }
  }

  static Connection to(int port) throws IOException {
    return new Connection(port, 0);
  }

  /** One whose system takes in so little that whoever sends notices soon that nobody reads. */
  static Connection withSmallBuffer(int port) throws IOException {
    return new Connection(port, 2048);
  }

  Connection patience(Duration longest) throws IOException {
    socket.setSoTimeout((int) longest.toMillis());
    return this;
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  void endOfRequests() throws IOException {
    socket.shutdownOutput();
  }

  /** Sends a request without a body. */
  void request(String method, String target, String... headers) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    write(head.append("\r\n").toString());
  }

  Answer send(String method, String target, String... headers) throws IOException {
    request(method, target, headers);
    return answer(method);
  }

  /**
   * The next answer.
   *
   * @throws EOFException if the connection ends before it
   */
  Answer answer(String method) throws IOException {
    String[] lines = head().split("\r\n");
    int status = Integer.parseInt(lines[0].split(" ")[1]);
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    Answer head = new Answer(status, headers, "");
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    return empty || head.isStream() ? head : new Answer(status, headers, body(headers));
  }

  /** The next chunk of a stream; empty at its end. */
  String chunk() throws IOException {
    int length = Integer.parseInt(line().split(";")[0].strip(), 16);
    String chunk = new String(bytes(length), StandardCharsets.UTF_8);
    line();
    return chunk;
  }

  /** Reads and forgets what comes until the other side closes. */
  void awaitClose() throws IOException {
    byte[] any = new byte[8192];
    while (in.read(any) >= 0) {
      // whatever it is
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(line).append("\r\n");
      if (head.length() > LONGEST_HEAD) {
        throw new IOException("a head without an end");
      }
    }
    return head.toString();
  }

  private String body(Map<String, String> headers) throws IOException {
    if (headers.containsKey("transfer-encoding")) {
      StringBuilder body = new StringBuilder();
      for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
        body.append(chunk);
      }
      return body.toString();
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new String(bytes(length), StandardCharsets.UTF_8);
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("ended after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("ended within a line: " + line.toString(StandardCharsets.UTF_8));
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
