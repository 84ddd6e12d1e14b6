package dev.interleave;

import dev.interleave.config.Settings;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.metrics.Meters;
import dev.interleave.store.Database;
import dev.interleave.work.BuiltInKinds;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The service as an object: it opens the kinds and both {@code Vertx}, deploys the {@link
 * ServiceVerticle}, and closes them again. {@link Main} has one for the process; tests have as many
 * as they like. Every method blocks, so none may be called on an event loop.
 */
public final class Service {
  private static final Duration TO_START = Duration.ofSeconds(30);
  private static final Duration TO_CLOSE = Duration.ofSeconds(5);
  private static final String QUANTUM = "io.netty.eventLoop.maxTaskProcessingQuantumMs";

  private final Vertx vertx;
  private final ServiceVerticle verticle;
  private final Kinds kinds;
  private final Optional<Database> database;
  private final Meters meters;
  private final Duration patience;
  private final Duration toCloseKinds;

  private Service(
      Vertx vertx,
      ServiceVerticle verticle,
      Kinds kinds,
      Optional<Database> database,
      Meters meters,
      Settings settings) {
    this.vertx = vertx;
    this.verticle = verticle;
    this.kinds = kinds;
    this.database = database;
    this.meters = meters;
    this.patience = settings.shutdown().grace().plus(settings.shutdown().drain()).plus(TO_CLOSE);
    this.toCloseKinds = settings.plugins().closeTimeout();
  }

  /**
   * Starts it. It serves when this returns.
   *
   * @throws RuntimeException if it cannot start, because its port is taken for example; nothing of
   *     it is left then
   */
  public static Service start(Settings settings) {
    letTimersInterruptFloods();
    speakHttpAlone();
    CompletableFuture<Optional<Database>> opening = open(settings.store());
    Meters meters = new Meters();
    // One loop for HTTP and coordination, which therefore needs no locks.
    Vertx vertx =
        meters.vertx(
            "service",
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(LoopUnderTest.WITHOUT_TEMPORARY_FILES)
                .setPreferNativeTransport(true));
    LoopUnderTest loop =
        await(LoopUnderTest.start(options -> meters.vertx("loop-under-test", options)), TO_START);
    Kinds kinds = kinds(settings);
    try {
      Optional<Database> database = join(opening);
      ServiceVerticle verticle = new ServiceVerticle(settings, loop, kinds, database, meters);
      await(vertx.deployVerticle(verticle), TO_START);
      return new Service(vertx, verticle, kinds, database, meters, settings);
    } catch (RuntimeException notStarted) {
      await(vertx.close().eventually(loop::close), TO_CLOSE);
      kinds.close();
      opening.exceptionally(notOpen -> Optional.empty()).join().ifPresent(Database::close);
      meters.close();
      throw notStarted;
    }
  }

  /** Takes a while, so that it is done beside the rest. */
  private static CompletableFuture<Optional<Database>> open(Settings.Store store) {
    return store.isMemory()
        ? CompletableFuture.completedFuture(Optional.empty())
        : CompletableFuture.supplyAsync(
            () -> Optional.of(Database.open(store)),
            task -> Thread.ofPlatform().daemon().name("store-opens").start(task));
  }

  /** The port that it listens on. */
  public int port() {
    return verticle.port();
  }

  /** Its own loop is here, which nothing may block; the loop under test is not. */
  Vertx vertx() {
    return vertx;
  }

  /** How many streams are open. */
  public int watchers() {
    return verticle.watchers();
  }

  /** How long {@link #stop} takes at the most, if what it closes last is closed in time. */
  public Duration patience() {
    return patience.plus(toCloseKinds).plus(TO_CLOSE);
  }

  /** Stops it in order. Every accepted job has its final state when this returns. */
  public void stop() {
    await(
        Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList())
            .eventually(vertx::close),
        patience);
    meters.close();
    kinds.close();
    database.ifPresent(Database::close);
  }

  /**
   * Netty runs queued tasks for up to a second before it looks at timers again: a flood of
   * completions would make the ticker late (issue 5771 of vert.x). It takes any smaller value for
   * 100 ms.
   */
  private static void letTimersInterruptFloods() {
    if (System.getProperty(QUANTUM) == null) {
      System.setProperty(QUANTUM, "100");
    }
  }

  /** Without web sockets, Vert.x leaves the answer to an unknown version of HTTP to the service. */
  private static void speakHttpAlone() {
    System.setProperty("vertx.disableWebsockets", "true");
  }

  /** Blocks: it opens the database, and runs the constructors of plug-ins. */
  private static Kinds kinds(Settings settings) {
    Settings.Jdbc jdbc = settings.jdbc();
    Settings.Plugins plugins = settings.plugins();
    return Kinds.open(
        BuiltInKinds.open(jdbc.poolSize(), jdbc.connectionTimeout()),
        plugins.folder(),
        plugins.startTimeout(),
        plugins.closeTimeout());
  }

  private static <T> T await(Future<T> future, Duration patience) {
    return join(
        future
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw cause instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(cause.getMessage(), cause);
    }
  }
}
