package dev.interleave;

import dev.interleave.config.Settings;
import dev.interleave.config.SettingsReader;
import dev.interleave.guard.GuardedRun;
import dev.interleave.guard.LoopGuard;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole service on a free port, with a real client before it. As an extension it also fails a
 * test in which the service's own loop was blocked: rule 1 of the house.
 */
public final class TestService
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  /** The first request of a kind loads classes, on a machine that may be busy. */
  private static final Duration MAY_BE_BLOCKED = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;
  private GuardedRun guarded;

  /**
   * @param settings keys and values by turns, as {@code "ticker.interval", "50ms"}
   */
  public TestService(String... settings) {
    environment.put("INTERLEAVE_HTTP_PORT", "0");
    environment.put("INTERLEAVE_PLUGINS_FOLDER", "target/no-plug-ins");
    environment.put("INTERLEAVE_STORE_URL", "memory");
    for (int i = 0; i < settings.length; i += 2) {
      String variable = settings[i].toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      environment.put("INTERLEAVE_" + variable, settings[i + 1]);
    }
  }

  public TestService start() {
    try {
      Settings settings = SettingsReader.read(environment);
      service = Service.start(settings);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Service service() {
    return service;
  }

  public int port() {
    return service.port();
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  public HttpResponse<String> post(String path, String... headers) {
    return send("POST", path, headers);
  }

  public HttpResponse<String> delete(String path) {
    return send("DELETE", path);
  }

  public JsonObject getJson(String path) {
    return json(get(path));
  }

  public JsonObject postJson(String path) {
    return json(post(path));
  }

  public static JsonObject json(HttpResponse<String> response) {
    return new JsonObject(response.body());
  }

  public HttpResponse<String> send(String method, String path, String... headers) {
    try {
      return client.send(request(method, path, headers), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Opens a stream; the caller closes it. */
  public EventReader open(String path, String... headers) {
    return stream("GET", path, headers);
  }

  public EventReader stream(String method, String path, String... headers) {
    try {
      return new EventReader(
          client.send(request(method, path, headers), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A bare connection, for requests that no client would make. */
  public Socket connect(int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Asks for a job until it has its final state. */
  public JsonObject awaitEnd(String id) {
    try (EventReader events = open("/jobs/" + id + "/events")) {
      return events.last().data().getJsonObject("job");
    }
  }

  public void stop() {
    service.stop();
  }

  @Override
  public void close() {
    service.stop();
    client.close();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    guarded = LoopGuard.longerThan(MAY_BE_BLOCKED).only(service.vertx()).start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    guarded.close();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  private HttpRequest request(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}
