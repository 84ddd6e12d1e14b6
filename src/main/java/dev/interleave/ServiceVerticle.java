package dev.interleave;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.bulkhead.Time;
import dev.interleave.config.Settings;
import dev.interleave.experiment.Experiments;
import dev.interleave.experiment.Surroundings;
import dev.interleave.feed.Feed;
import dev.interleave.http.WebServer;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobIds;
import dev.interleave.jobs.JobStore;
import dev.interleave.jobs.Jobs;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.log.Log;
import dev.interleave.loop.LoopUnderTest;
import dev.interleave.loop.Ticker;
import dev.interleave.metrics.BlockMeters;
import dev.interleave.metrics.JobMeters;
import dev.interleave.metrics.LatenessMeters;
import dev.interleave.metrics.Meters;
import dev.interleave.metrics.TickMeters;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.MonitorOptions;
import dev.interleave.monitor.Snapshot;
import dev.interleave.monitor.Window;
import dev.interleave.scenario.Scenarios;
import dev.interleave.store.Database;
import dev.interleave.store.StoredJobs;
import dev.interleave.strategy.FromTheLoop;
import dev.interleave.strategy.Strategies;
import dev.interleave.strategy.Strategy;
import dev.interleave.timeline.BlockReport;
import dev.interleave.timeline.Blocks;
import dev.interleave.timeline.LatenessWindow;
import dev.interleave.timeline.Timeline;
import dev.interleave.users.Users;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of the service, put together on the service's loop, with the loop under test beside it.
 * {@link Service} deploys it. It starts the parts in order and stops them in order.
 */
@SuppressWarnings("NullAway.Init") // What start() makes is there before anything else is called.
public final class ServiceVerticle extends VerticleBase {
  private static final String THREAD_NAME = "service";

  private static final Logger LOG = LoggerFactory.getLogger(ServiceVerticle.class);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration TO_LEAVE = Duration.ofSeconds(1);

  private final Settings settings;
  private final LoopUnderTest loop;
  private final Kinds kinds;
  private final Optional<Database> database;
  private final Meters meters;
  private Timeline timeline;
  private Blocks blocks;
  private LoopMonitor monitor;
  private BlockMeters countedBlocks;
  private JobMeters counted;
  private Jobs jobs;
  private Experiments experiments;
  private Users users;
  private WebServer web;

  /**
   * Nothing is started yet.
   *
   * @param loop the loop under test; it ends with this verticle
   * @param kinds the kinds of work; whoever opened them closes them
   * @param database where jobs are stored, if they are; whoever opened it closes it
   * @param meters told of all that happens; whoever made them closes them
   */
  public ServiceVerticle(
      Settings settings,
      LoopUnderTest loop,
      Kinds kinds,
      Optional<Database> database,
      Meters meters) {
    this.settings = settings;
    this.loop = loop;
    this.kinds = kinds;
    this.database = database;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    Thread.currentThread().setName(THREAD_NAME);
    timeline = new Timeline(settings.ticker().history(), settings.timeline().history());
    blocks =
        new Blocks(settings.loops().keepBlocks(), loop.loop(), Time.of(context), CLOCK, this::tell);
    countedBlocks = meters.blocks();
    OpenStrategies strategies =
        new OpenStrategies(Strategies.ALL.stream().map(this::open).toList());
    monitor = measure();
    return here(monitor.ready())
        .onSuccess(countedBlocks::begin)
        .compose(measured -> listen(strategies))
        .onSuccess(listening -> web = listening)
        .compose(listening -> tick())
        .onFailure(notStarted -> monitor.close());
  }

  /** The port that it listens on. */
  public int port() {
    return web.port();
  }

  /** How many streams are open; called on any thread. */
  public int watchers() {
    return web.watchers();
  }

  /**
   * Is not ready any more, and serves on until that is noticed. Then it accepts no more jobs, lets
   * the accepted ones go on for a while, cancels those that are left, ends the streams and closes.
   * Called by the undeployment, on the service's context.
   */
  @Override
  public Future<?> stop() {
    web.isNotReady();
    return wait(settings.shutdown().grace())
        .compose(noticed -> {
          users.stop();
          return Future.join(experiments.close(), jobs.close(settings.shutdown().drain()));
        })
        .eventually(web::close)
        .eventually(this::leave);
  }

  private Future<?> wait(Duration grace) {
    return grace.isZero()
        ? Future.succeededFuture()
        : vertx.timer(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A call that ignores its interrupt may keep its pool, and so the loop, from closing. */
  private Future<Void> leave() {
    monitor.close();
    return loop.close()
        .timeout(TO_LEAVE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(stillHeld -> Future.succeededFuture())
        .onSuccess(left -> warnOfHeldThreads());
  }

  private void warnOfHeldThreads() {
    int held = jobs.held();
    if (held > 0) {
      LOG.warn("threads that ignore their interrupt are left behind: {}", held);
    }
  }

  private OpenStrategy open(Strategy strategy) {
    Settings.Strategy set =
        Objects.requireNonNull(settings.strategies().get(strategy.name()), strategy.name());
    return new OpenStrategy(
        strategy,
        set,
        Bulkhead.builder(vertx)
            .name(strategy.name())
            .concurrency(set.concurrency())
            .queue(set.queue())
            .queueTimeout(set.queueTimeout())
            .callTimeout(set.callTimeout())
            .threads(new FromTheLoop(loop, strategy))
            .build());
  }

  /** The same future, completed on this verticle's context. */
  private <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> promise = Promise.promise();
    elsewhere.onComplete(done -> context.runOnContext(v -> promise.handle(done)));
    return promise.future();
  }

  /** The loop under test is watched before the service's, beside one control. */
  private LoopMonitor measure() {
    Settings.Loops set = settings.loops();
    return LoopMonitor.watch(
            List.of(loop.context().owner(), vertx),
            MonitorOptions.DEFAULT
                .withInterval(set.interval())
                .withBlockedAfter(set.blockedAfter())
                .withReportsKept(set.keepBlocks())
                .withBoundary(Jobs::makesCall)
                .withReportsPerSecond(MonitorOptions.EVERY_BLOCK))
        .onBlocked(report -> context.runOnContext(v -> blocked(report)));
  }

  private Future<WebServer> listen(OpenStrategies strategies) {
    counted =
        meters.jobs(names(kinds.all(), Kind::name), names(strategies.all(), OpenStrategy::name));
    JobStore store = store();
    jobs =
        new Jobs(
            strategies,
            store,
            Time.of(context),
            CLOCK,
            new JobIds(CLOCK, new SecureRandom()),
            settings.jobs(),
            this::tell,
            counted::rejected);
    jobs.takeUpLeftovers(kinds);
    Feed<LatenessWindow> windows = new Feed<>(settings.loops().history());
    vertx.setPeriodic(settings.loops().window().toMillis(), sumUp(monitor.openWindow(), windows));
    users = new Users(context, Time.of(context), CLOCK, loop, timeline::add);
    experiments =
        new Experiments(
            new Surroundings(jobs, loop, monitor, timeline, context, Time.of(context), CLOCK),
            settings.experiments());
    meters.strategies(strategies.all());
    meters.experiments(experiments::isRunning);
    meters.store(store::isAway);
    meters.log(Log::dropped);
    return WebServer.start(
        vertx,
        settings,
        new WebServer.Parts(
            loop,
            timeline,
            new WebServer.Measurements(monitor, windows, blocks),
            kinds,
            strategies,
            jobs,
            users,
            new Scenarios(kinds, jobs, loop, context),
            experiments,
            meters));
  }

  private JobStore store() {
    return database
        .<JobStore>map(opened -> new StoredJobs(vertx, opened, settings.jobs().keep()))
        .orElse(JobStore.NONE);
  }

  /**
   * Sums up a window beside this loop, which large histograms would hold up for a tenth of a
   * second. A window that is over while one is summed up becomes a part of the next.
   */
  private Handler<Long> sumUp(Window window, Feed<LatenessWindow> windows) {
    LatenessMeters lateness = meters.lateness();
    AtomicBoolean busy = new AtomicBoolean();
    return timer -> {
      if (busy.compareAndSet(false, true)) {
        vertx
            .executeBlocking(() -> {
              Snapshot measured = window.next();
              lateness.add(measured);
              return LatenessWindow.of(measured);
            })
            .onSuccess(windows::publish)
            .onFailure(failure -> LOG.error("a window of lateness is lost", failure))
            .onComplete(done -> busy.set(false));
      }
    };
  }

  /** Of the loop under test more is known than the monitor sees. */
  private void blocked(BlockedReport report) {
    if (report.loop().equals(loop.loop())) {
      blocks.add(report);
    } else {
      countedBlocks.add(report);
    }
  }

  private void tell(BlockReport report) {
    timeline.add(report);
    countedBlocks.add(report.block());
  }

  private void tell(JobEvent event) {
    blocks.add(event);
    timeline.add(event);
    counted.changed(event);
  }

  private Future<Ticker> tick() {
    TickMeters ticks = meters.ticks();
    return Ticker.start(
        loop,
        settings.ticker().interval(),
        tick ->
            context.runOnContext(v -> {
              ticks.add(tick);
              timeline.add(tick);
            }));
  }

  private static <T> List<String> names(Collection<T> all, Function<T, String> name) {
    return all.stream().map(name).toList();
  }
}
