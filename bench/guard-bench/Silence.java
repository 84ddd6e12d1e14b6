import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** A connection on which nothing is ever sent. */
final class Silence {
  private final ServerSocket server;
  private final Socket socket;

  Silence() {
    try {
      server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      socket = new Socket(server.getInetAddress(), server.getLocalPort());
    } catch (IOException noSocket) {
      throw new UncheckedIOException(noSocket);
    }
  }

  /** Reads for so many nanoseconds, to the next millisecond. */
  void listen(long nanos) {
    try {
      socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
      socket.getInputStream().read();
    } catch (SocketTimeoutException nothingSent) {
      // as it is to be
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
