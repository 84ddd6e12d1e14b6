package dev.interleave.monitor;

import dev.interleave.monitor.EventLoops.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Watches every event loop of a {@link Vertx}: measures how late it is, beside a control, and
 * reports what blocks it, and where.
 *
 * <pre>{@code
 * LoopMonitor monitor = LoopMonitor.watch(vertx);
 * monitor.onBlocked(report -> log.warn("{}", report));
 * }</pre>
 *
 * <p>It sees whatever holds a loop up, be it a handler of Vert.x', one of Netty's, a timer, or the
 * machine. It starts the threads of all loops, sets a timer on each, and has two threads of its
 * own. It changes nothing of the application and never stops it: what fails here is logged. It ends
 * with {@link #close}, or by itself when all that it watches is closed.
 *
 * <p>Every method may be called on any thread, and none blocks.
 */
public final class LoopMonitor implements AutoCloseable {
  private static final InstantSource CLOCK = InstantSource.system();

  private final MonitorOptions options;
  private final List<EventLoop> eventLoops;
  private final List<LatenessRecorder> recorders;
  private final NavigableMap<Integer, LoopSampler> loops = new ConcurrentSkipListMap<>();
  private final Standstills standstills = new Standstills(System.nanoTime());
  private final GarbagePauses garbage = GarbagePauses.listen();
  private final Control control;
  private final Reports reports;
  private final Reporter reporter;
  private final Watchdog watchdog;
  private final Measurements measurements;
  private final Window total;
  private final Promise<List<Loop>> ready = Promise.promise();
  private final Set<Settling> settlings = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private LoopMonitor(List<EventLoop> eventLoops, MonitorOptions options) {
    long interval = options.interval().toNanos();
    this.options = options;
    this.eventLoops = eventLoops;
    this.recorders =
        Stream.generate(() -> new LatenessRecorder(interval)).limit(eventLoops.size() + 1).toList();
    this.reports = new Reports(options.reportsKept());
    this.control = new Control(interval, recorders.getLast(), standstills, this::look);
    this.reporter = new Reporter(options, standstills, garbage, CLOCK, reports);
    this.watchdog = new Watchdog(loops.values(), options, standstills, reporter);
    this.measurements = new Measurements(loops.values(), recorders, CLOCK);
    this.total = measurements.open();
  }

  /**
   * Watches all event loops of a {@link Vertx}, with {@link MonitorOptions#DEFAULT}.
   *
   * @param vertx the application's
   * @return watches until it is closed
   * @throws IllegalArgumentException if it is not one of Vert.x' own making
   * @throws IllegalStateException if it is closed
   */
  public static LoopMonitor watch(Vertx vertx) {
    return watch(vertx, MonitorOptions.DEFAULT);
  }

  /**
   * Watches all event loops of a {@link Vertx}.
   *
   * @param vertx the application's
   * @param options how
   * @return watches until it is closed
   * @throws IllegalArgumentException if it is not one of Vert.x' own making
   * @throws IllegalStateException if it is closed
   */
  public static LoopMonitor watch(Vertx vertx, MonitorOptions options) {
    return watch(List.of(vertx), options);
  }

  /**
   * Watches all event loops of several, beside one control.
   *
   * @param all the ids of loops follow their order
   * @param options how
   * @return watches until it is closed
   * @throws IllegalArgumentException if one is not of Vert.x' own making
   * @throws IllegalStateException if one is closed
   */
  public static LoopMonitor watch(Collection<Vertx> all, MonitorOptions options) {
    LoopMonitor monitor =
        new LoopMonitor(
            all.stream().flatMap(vertx -> EventLoops.of(vertx).stream()).toList(), options);
    monitor.start();
    return monitor;
  }

  /** {@return how it watches} */
  public MonitorOptions options() {
    return options;
  }

  /**
   * Tells when it measures.
   *
   * @return completes with all loops once each is measured; fails if the monitor is closed before
   */
  public Future<List<Loop>> ready() {
    return ready.future();
  }

  /**
   * The loops that are measured. A loop joins them when its thread has run for the first time, a
   * moment after the start.
   *
   * @return in the order of their ids
   */
  public List<Loop> loops() {
    return loops.values().stream().map(LoopSampler::loop).toList();
  }

  /** {@return the loop that this is called on; empty on a thread that is none of those measured} */
  public Optional<Loop> current() {
    long id = Thread.currentThread().threadId();
    return loops().stream().filter(loop -> loop.threadId() == id).findFirst();
  }

  /** {@return what has been measured since the start} */
  public Snapshot snapshot() {
    return total.read();
  }

  /**
   * Sums up what is measured from now on.
   *
   * @return sums up until it is closed
   */
  public Window openWindow() {
    return measurements.open();
  }

  /**
   * The last reports of blocked loops.
   *
   * @return newest first; of a block that goes on, what is known of it by now: the report is
   *     brought up to date whenever the block has become twice as long
   */
  public List<BlockedReport> reports() {
    return reports.newestFirst();
  }

  /**
   * Tells a listener of every block from now on: when it is noticed, if it lasts that long, and
   * when it is over.
   *
   * @param listener called on a thread of the monitor; while it is busy no stacks are taken, so it
   *     should hand over what takes long. What it throws is logged
   * @return this
   */
  public LoopMonitor onBlocked(Consumer<BlockedReport> listener) {
    reports.addListener(listener);
    return this;
  }

  /**
   * How long it takes after a block until its end is told: the collector of garbage tells of its
   * pauses a moment later.
   *
   * @return it takes longer if the machine stands still meanwhile
   */
  public Duration toTell() {
    return Reporter.toTell(options);
  }

  /**
   * Waits for what blocks a loop now, and for what has: what was told to the loops before, by
   * {@link io.vertx.core.Context#runOnContext} for one, is done then, and all listeners have been
   * told of what was too long. It is done as soon as the loops come to it if nothing was, and
   * {@link #toTell} later if something was.
   *
   * @return completes on a thread of the monitor or on a loop, with all that the monitor will tell
   *     if it is closed before; never while a loop is blocked for ever
   */
  public Future<Void> settled() {
    Map<Integer, EventLoop> all = new HashMap<>();
    for (int i = 0; i < eventLoops.size(); i++) {
      all.put(i + 1, eventLoops.get(i));
    }
    Settling settling = new Settling(all, watchdog);
    settlings.add(settling);
    Future<Void> settled = settling.future().onComplete(done -> settlings.remove(settling));
    settling.start(this::takeIfDue);
    if (watchdog.end().isComplete()) {
      settling.end();
    }
    return settled;
  }

  /**
   * How many blocks nobody was told of, because there were more than {@link
   * MonitorOptions#reportsPerSecond}. Each was shorter than 300 ms.
   *
   * @return since the start
   */
  public long untold() {
    return reporter.untold();
  }

  /**
   * Tells when it has ended: it watches no more, and has told all that it will.
   *
   * @return completes on a thread of the monitor
   */
  public Future<Void> ended() {
    return watchdog.end();
  }

  /** {@return whether it watches no more: it was closed, or all that it watched has ended} */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Writes what has been measured of every loop since the start, as {@link LatenessLog} does.
   *
   * @param out stays open
   */
  public void export(OutputStream out) {
    new LatenessLog(out).write(snapshot());
  }

  /**
   * Ends its threads and samples. What was measured can still be read; a block that is over is
   * told, one that goes on is told no more. Does nothing the second time.
   */
  @Override
  public void close() {
    closed = true;
    loops.values().forEach(LoopSampler::stop);
    control.stop();
    watchdog.stop();
    garbage.close();
    ready.tryFail(new IllegalStateException("the monitor is closed"));
  }

  private void start() {
    control.start();
    watchdog.start();
    watchdog.end().onComplete(ended -> settlings.forEach(Settling::end));
    LoopSampler.Shared shared = new LoopSampler.Shared(options, standstills, watchdog::ended);
    long interval = options.interval().toNanos();
    int all = eventLoops.size();
    try {
      for (int i = 0; i < all; i++) {
        long delay = interval + interval * i / all;
        LoopSampler.start(
            eventLoops.get(i), i + 1, delay, recorders.get(i), shared, this::hasStarted);
      }
    } catch (RejectedExecutionException ended) {
      close();
      throw new IllegalStateException("the Vert.x is closed", ended);
    }
  }

  private void hasStarted(LoopSampler sampler) {
    loops.put(sampler.loop().id(), sampler);
    if (closed) {
      sampler.stop();
    } else if (loops.size() == eventLoops.size()) {
      ready.tryComplete(loops());
    }
  }

  private void takeIfDue(int id) {
    LoopSampler loop = loops.get(id);
    if (loop != null) {
      loop.takeIfDue();
    }
  }

  private void look(long now) {
    settlings.forEach(Settling::leaveOutEnded);
    if (eventLoops.stream().allMatch(loop -> loop.executor().isTerminated())) {
      close();
    } else {
      watchdog.look(now);
    }
  }
}
