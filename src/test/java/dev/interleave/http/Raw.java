package dev.interleave.http;

import dev.interleave.TestService;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Bytes that no client would send. */
final class Raw {
  private Raw() {}

  /** Sends them in one piece, and reads all that comes until the service closes. */
  static String exchange(TestService service, String text) throws IOException {
    try (Socket socket = service.connect(4096)) {
      return exchange(socket, text);
    }
  }

  static String exchange(Socket socket, String text) throws IOException {
    send(socket, text);
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** The next answer on a connection that stays open: its head, and the body of that length. */
  static String answer(Socket socket) throws IOException {
    String head = head(socket);
    int length = 0;
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The head alone: an answer to HEAD has no body, whatever its length says. */
  static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
