package dev.interleave.http;

import dev.interleave.config.Settings;
import dev.interleave.experiment.Experiments;
import dev.interleave.feed.Feed;
import dev.interleave.jobs.Jobs;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.metrics.Meters;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.scenario.Scenarios;
import dev.interleave.timeline.Blocks;
import dev.interleave.timeline.LatenessWindow;
import dev.interleave.timeline.Timeline;
import dev.interleave.users.Users;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The HTTP server. Every method is called on the service's context. */
public final class WebServer {
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int BACKLOG = 4096;
  private static final int METHOD_AND_VERSION = 64;

  private final HttpServer server;
  private final Streams streams;
  private boolean running = true;

  /** What it shows. */
  public record Parts(
      LoopUnderTest loop,
      Timeline timeline,
      Measurements measurements,
      Kinds kinds,
      OpenStrategies strategies,
      Jobs jobs,
      Users users,
      Scenarios scenarios,
      Experiments experiments,
      Meters meters) {}

  /**
   * How late the loops are, in total and window by window, and the blocks of the loop under test.
   */
  public record Measurements(LoopMonitor monitor, Feed<LatenessWindow> windows, Blocks blocks) {}

  private WebServer(HttpServer server, Streams streams) {
    this.server = server;
    this.streams = streams;
  }

  /**
   * Starts to listen. Called in the start of a verticle; it is closed with the verticle at the
   * latest.
   */
  public static Future<WebServer> start(Vertx vertx, Settings settings, Parts parts) {
    Settings.Http http = settings.http();
    Streams streams =
        new Streams(vertx, settings.streams(), settings.limits(), parts.meters().watchers());
    WebServer web =
        new WebServer(vertx.createHttpServer(options(http, settings.streams())), streams);
    Guard guard = new Guard(settings.security());
    Connections connections = new Connections(vertx, http, settings.limits(), System::nanoTime);
    return Contract.load(vertx)
        .compose(contract -> {
          Routes.Handlers handlers = web.handlers(vertx, contract, guard, settings, parts);
          Router router = Routes.of(vertx, contract, guard, limits(settings.limits()), handlers);
          new Edge(vertx, connections, http.maxUriLength(), router).guard(web.server);
          return web.server.listen().recover(failed -> Future.failedFuture(named(failed, http)));
        })
        .map(listening -> web);
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** How many streams are open. */
  public int watchers() {
    return streams.count();
  }

  /** Reports from now on that the service is not ready; it still serves. */
  public void isNotReady() {
    running = false;
  }

  /** Ends every stream, lets answers that are under way finish, and closes. */
  public Future<Void> close() {
    streams.end();
    return server.shutdown(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A port that is taken is named with its setting. */
  private static Throwable named(Throwable failed, Settings.Http http) {
    String message = Objects.requireNonNullElse(failed.getMessage(), "");
    return message.toLowerCase(Locale.ROOT).contains("address already in use")
        ? new IllegalStateException(
            "http.port: another program listens on %s:%d; INTERLEAVE_HTTP_PORT takes another port"
                .formatted(http.host(), http.port()),
            failed)
        : failed;
  }

  private Routes.Handlers handlers(
      Vertx vertx, Contract contract, Guard guard, Settings settings, Parts parts) {
    PageHandler page = new PageHandler();
    CurlLine curl = new CurlLine(guard.needsToken());
    Portions portions = new Portions(vertx);
    Settings.Limits limits = settings.limits();
    return new Routes.Handlers(
        new AboutHandler(contract, page, curl, parts.loop().isNative(), guard.needsToken()),
        page,
        new HealthHandler(vertx, () -> running),
        new MetricsHandler(vertx, parts.meters()),
        new WatchHandler(parts.timeline(), streams, System.nanoTime()),
        new LoopsHandler(vertx, parts.measurements(), streams),
        new CatalogHandler(parts.kinds(), parts.strategies()),
        new JobPaths(parts.kinds(), curl),
        new JobsHandler(
            parts.jobs(),
            parts.kinds(),
            parts.strategies(),
            streams,
            new Waiting(vertx, settings.http().maxWait()),
            new LargeAnswers(portions, "limits.job-lists", limits.jobLists())),
        new UsersHandler(parts.users(), parts.jobs(), parts.experiments()),
        new ScenariosHandler(parts.scenarios(), parts.strategies(), streams),
        new ExperimentsHandler(
            vertx,
            parts.experiments(),
            parts.kinds(),
            parts.strategies(),
            streams,
            new LargeAnswers(portions, "limits.traces", limits.traces()),
            guard.needsToken(),
            () -> ThreadLocalRandom.current().nextInt(1, 1_000_000)));
  }

  private static Routes.Limits limits(Settings.Limits limits) {
    return new Routes.Limits(
        new RateLimit("jobs", limits.jobsByAddress(), Duration.ofSeconds(1), System::nanoTime),
        new RateLimit(
            "experiments", limits.experimentsByAddress(), Duration.ofMinutes(1), System::nanoTime),
        new RateLimit("users", limits.usersByAddress(), Duration.ofMinutes(1), System::nanoTime));
  }

  private static HttpServerOptions options(Settings.Http http, Settings.Streams streaming) {
    return new HttpServerOptions()
        .setHost(http.host())
        .setPort(http.port())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) http.idleTimeout().toMillis())
        .setSendBufferSize(streaming.sendBuffer())
        .setAcceptBacklog(BACKLOG)
        .setMaxHeaderSize(http.maxHeaderSize())
        .setMaxInitialLineLength(http.maxUriLength() + METHOD_AND_VERSION)
        // Nothing here is a web socket, whose extensions would have a handler in each connection.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
  }
}
