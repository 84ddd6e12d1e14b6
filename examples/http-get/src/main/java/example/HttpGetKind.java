package example;

import dev.interleave.work.Argument;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * An HTTP GET with a blocking client, which has a pool of connections of its own: by its library's
 * default, five to one host.
 *
 * <p>What is got is {@code HTTP_GET_URL} in the environment, and no argument: whoever may start a
 * job could have the service call anything otherwise.
 */
public final class HttpGetKind implements Kind {
  private static final String KINDS = "http://localhost:8080/kinds";

  private final URI url = URI.create(System.getenv().getOrDefault("HTTP_GET_URL", KINDS));
  private final CloseableHttpClient client =
      HttpClients.custom()
          .setDefaultRequestConfig(
              RequestConfig.custom().setResponseTimeout(Timeout.ofSeconds(10)).build())
          .build();

  @Override
  public String name() {
    return "http-get";
  }

  @Override
  public String description() {
    return "Gets HTTP_GET_URL with a blocking HTTP client.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of();
  }

  /**
   * Returns the status and how many bytes came. An interrupt ends it while it waits for a
   * connection. While it waits for the answer, only a virtual thread hears it; on any other, the
   * response timeout ends the wait.
   */
  @Override
  public Object run(Arguments arguments) throws IOException {
    return client.execute(
        new HttpGet(url),
        response -> Map.of("status", response.getCode(), "bytes", length(response.getEntity())));
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }

  private static int length(HttpEntity body) throws IOException {
    return body == null ? 0 : EntityUtils.toByteArray(body).length;
  }
}
