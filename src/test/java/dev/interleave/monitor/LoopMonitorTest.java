package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LoopMonitorTest {
  private final BlockingQueue<BlockedReport> reports = new LinkedBlockingQueue<>();
  private LoopMonitor monitor;

  @AfterEach
  void close() {
    monitor.close();
  }

  @Test
  void everyLoopIsMeasured() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
    watch(vertx);

    assertThat(monitor.loops()).extracting(Loop::id).containsExactly(1, 2, 3);
    assertThat(monitor.loops()).extracting(Loop::threadId).doesNotHaveDuplicates();
    Snapshot snapshot = snapshotWith(10);
    assertThat(snapshot.loops().keySet()).containsExactlyElementsOf(monitor.loops());
    assertThat(snapshot.from()).isBefore(snapshot.to());
    join(vertx.close());
  }

  @Test
  void aLoopIsTheThreadThatItsHandlersRunOn(Vertx vertx) {
    watch(vertx);
    Context context = vertx.getOrCreateContext();

    Loop loop = on(context, () -> monitor.current().orElseThrow());

    assertThat(monitor.loops()).contains(loop);
    assertThat(loop.threadId()).isEqualTo(on(context, () -> Thread.currentThread().threadId()));
    assertThat(loop.name()).isEqualTo(on(context, () -> Thread.currentThread().getName()));
    assertThat(monitor.current()).isEmpty();
  }

  @Test
  void itCanBeStartedOnALoopThatItWatches(Vertx vertx) {
    monitor = on(vertx.getOrCreateContext(), () -> LoopMonitor.watch(vertx));

    assertThat(join(monitor.ready())).isEqualTo(monitor.loops()).isNotEmpty();
  }

  @Test
  void severalVertxAreWatchedBesideOneControl(Vertx one) {
    Vertx other = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    monitor = LoopMonitor.watch(List.of(other, one), MonitorOptions.DEFAULT);

    List<Loop> loops = join(monitor.ready());

    assertThat(loops.getFirst()).isEqualTo(on(other.getOrCreateContext(), this::here));
    assertThat(loops).contains(on(one.getOrCreateContext(), this::here));
    assertThat(threads()).hasSize(2);
    join(other.close());
  }

  @Test
  void severalMonitorsWatchOneVertx(Vertx vertx) throws Exception {
    watch(vertx);
    try (LoopMonitor another = LoopMonitor.watch(vertx)) {
      CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());

      BlockedReport one = awaitHeld(monitor);
      BlockedReport other = awaitHeld(another);
      released.countDown();

      assertThat(one.loop()).isEqualTo(other.loop());
    }
  }

  @Test
  void aBlockIsToldWhileItLastsWithThePlaceAndWhenItIsOver(Vertx vertx) throws Exception {
    watch(vertx);
    Context context = vertx.getOrCreateContext();

    CountDownLatch released = holdUntilReleased(context);
    BlockedReport known = awaitHeld(monitor);
    BlockedReport noticed = next(report -> report.number() == known.number());
    released.countDown();
    BlockedReport over = next(report -> report.number() == known.number());

    assertThat(noticed.over()).isFalse();
    assertThat(over.over()).isTrue();
    assertThat(over.loop()).isEqualTo(noticed.loop()).isEqualTo(on(context, this::here));
    assertThat(over.start()).isEqualTo(noticed.start()).isEqualTo(known.start());
    assertThat(over.where()).isEqualTo(known.where());
    assertThat(known.length()).isGreaterThanOrEqualTo(noticed.length());
    assertThat(over.length())
        .isGreaterThan(known.length())
        .isGreaterThan(monitor.options().blockedAfter())
        .isEqualTo(over.parts().length());
    assertThat(over.accuracy()).isLessThanOrEqualTo(monitor.options().interval().dividedBy(2));
    assertThat(over.longest().orElseThrow().frames())
        .noneMatch(frame -> frame.getClassName().startsWith("io.netty."))
        .noneMatch(frame -> frame.getClassName().startsWith("io.vertx."));
    assertThat(monitor.reports()).contains(over).doesNotContain(known);
  }

  @Test
  void framesBeyondTheBoundaryAreCutOff(Vertx vertx) throws Exception {
    monitor =
        LoopMonitor.watch(
                vertx,
                MonitorOptions.DEFAULT.withBoundary(
                    frame -> frame.getMethodName().equals("machinery")))
            .onBlocked(reports::add);
    CountDownLatch released = new CountDownLatch(1);

    vertx.runOnContext(v -> machinery(released));
    BlockedReport known = awaitHeld(monitor);
    released.countDown();

    assertThat(known.longest().orElseThrow().frames().getLast().getMethodName()).isEqualTo("hold");
  }

  @Test
  void aListenerThatThrowsEndsNothing(Vertx vertx) throws Exception {
    monitor =
        LoopMonitor.watch(vertx)
            .onBlocked(report -> {
              throw new IllegalStateException("a listener's fault");
            })
            .onBlocked(reports::add);

    for (int i = 0; i < 2; i++) {
      CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());
      BlockedReport known = awaitHeld(monitor);
      released.countDown();
      next(report -> report.number() == known.number() && report.over());
    }
  }

  @Test
  void whenThereAreTooManyShortBlocksTheyAreCountedAndALongOneIsTold(Vertx vertx) throws Exception {
    monitor =
        LoopMonitor.watch(vertx, MonitorOptions.DEFAULT.withReportsPerSecond(1))
            .onBlocked(reports::add);
    join(monitor.ready());
    Context context = vertx.getOrCreateContext();

    while (monitor.untold() == 0) {
      on(context, () -> computes(5));
    }
    CountDownLatch released = holdUntilReleased(context);
    BlockedReport known = awaitHeld(monitor);
    released.countDown();
    BlockedReport over = next(report -> report.number() == known.number() && report.over());

    assertThat(over.length()).isGreaterThan(monitor.options().blockedAfter().multipliedBy(2));
  }

  @Test
  void aBlockedWorkerIsNoBlockedLoop(Vertx vertx) throws Exception {
    watch(vertx);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch holds = new CountDownLatch(1);
    VerticleBase worker =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            holds.countDown();
            hold(released);
            return Future.succeededFuture();
          }
        };
    // Its deployment may be told on the very context that is held, and so is not waited for.
    vertx.deployVerticle(worker, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER));
    assertThat(holds.await(20, TimeUnit.SECONDS)).isTrue();

    long samples = samples(monitor.snapshot());
    snapshotWith(samples + 50);
    released.countDown();

    assertThat(monitor.reports()).noneMatch(LoopMonitorTest::isHeld);
  }

  @Test
  void windowsAddUpToTheWhole(Vertx vertx) throws Exception {
    watch(vertx);
    try (Window window = monitor.openWindow();
        Window whole = monitor.openWindow()) {
      Snapshot start = whole.next();
      window.next();
      snapshotWith(samples(monitor.snapshot()) + 20);
      Snapshot first = window.next();
      snapshotWith(samples(monitor.snapshot()) + 20);
      Snapshot second = window.next();
      long both = samples(first) + samples(second);

      assertThat(samples(first)).isPositive();
      assertThat(samples(second)).isPositive();
      assertThat(second.from()).isEqualTo(first.to());
      assertThat(whole.read().from()).isEqualTo(start.to());
      assertThat(samples(whole.read())).isGreaterThanOrEqualTo(both);
      assertThat(both).isLessThan(samples(monitor.snapshot()));
    }
  }

  @Test
  void aWindowThatIsClosedKeepsWhatItHas(Vertx vertx) throws Exception {
    watch(vertx);
    Window window = monitor.openWindow();
    snapshotWith(samples(monitor.snapshot()) + 20);
    window.close();
    long samples = samples(window.read());
    snapshotWith(samples(monitor.snapshot()) + 20);

    assertThat(samples(window.read())).isEqualTo(samples).isPositive();
  }

  @Test
  void whatItExportsIsReadByHdrHistogram(Vertx vertx) throws Exception {
    watch(vertx);
    CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());
    awaitHeld(monitor);
    released.countDown();
    next(BlockedReport::over);
    monitor.close();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    monitor.export(out);

    Map<String, Histogram> read = new HashMap<>();
    HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(out.toByteArray()));
    while (reader.hasNext()) {
      Histogram histogram = (Histogram) reader.nextIntervalHistogram();
      read.put(histogram.getTag(), histogram);
    }
    Snapshot snapshot = monitor.snapshot();
    assertThat(read).hasSize(2 * monitor.loops().size() + 2);
    snapshot
        .loops()
        .forEach((loop, late) -> {
          assertThat(Percentiles.of(read.get("loop-" + loop.id() + ".raw"))).isEqualTo(late.raw());
          assertThat(Percentiles.of(read.get("loop-" + loop.id() + ".corrected")))
              .isEqualTo(late.corrected());
        });
    assertThat(Percentiles.of(read.get("control.raw"))).isEqualTo(snapshot.control().raw());
  }

  @Test
  void whatBlockedALoopIsToldWhenItIsSettled(Vertx vertx) throws Exception {
    watch(vertx);
    CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());
    awaitHeld(monitor);

    Future<Void> settled = monitor.settled();
    boolean before = settled.isComplete();
    released.countDown();
    join(settled);

    assertThat(before).isFalse();
    assertThat(reports).anyMatch(report -> report.over() && isHeld(report));
  }

  @Test
  void itIsSettledWhenTheLoopsHaveDoneWhatTheyWereGiven(Vertx vertx) {
    monitor = LoopMonitor.watch(vertx);
    AtomicInteger done = new AtomicInteger();
    int given = 2 * VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE;
    for (int i = 0; i < given; i++) {
      vertx.runOnContext(v -> done.incrementAndGet());
    }

    join(monitor.settled());

    assertThat(done).hasValue(given);
  }

  @Test
  void aMonitorThatIsClosedIsSettled(Vertx vertx) throws Exception {
    watch(vertx);
    CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());
    awaitHeld(monitor);
    Future<Void> settled = monitor.settled();

    monitor.close();
    join(settled);
    join(monitor.settled());

    assertThat(monitor.isClosed()).isTrue();
    released.countDown();
  }

  @Test
  void aLoopThatHasEndedIsNotWaitedFor(Vertx vertx) {
    Vertx closed = Vertx.vertx();
    monitor = LoopMonitor.watch(List.of(vertx, closed), MonitorOptions.DEFAULT);
    join(closed.close());

    join(monitor.settled());

    assertThat(monitor.isClosed()).isFalse();
  }

  @Test
  void aBlockThatOutlastsTheCloseOfItsVertxIsToldToEnd() throws Exception {
    Vertx vertx = Vertx.vertx();
    watch(vertx);
    CountDownLatch released = holdUntilReleased(vertx.getOrCreateContext());
    awaitHeld(monitor);

    // This thread would ask the very loop that is held.
    Future<Void> closed = CompletableFuture.supplyAsync(vertx::close).join();
    while (EventLoops.of(vertx).stream().anyMatch(loop -> !loop.executor().isShuttingDown())) {
      Thread.sleep(1);
    }
    released.countDown();
    join(closed);

    next(report -> report.over() && isHeld(report));
  }

  @Test
  void aClosedMonitorHasNoThreadAndTakesNoSample(Vertx vertx) throws Exception {
    watch(vertx);
    snapshotWith(10);

    monitor.close();
    monitor.close();

    awaitNoThreads();
    long samples = samples(snapshotOfIdle(vertx));
    join(vertx.timer(50, TimeUnit.MILLISECONDS));
    assertThat(samples(snapshotOfIdle(vertx))).isEqualTo(samples);
  }

  @Test
  void itEndsWithTheVertxThatItWatches() throws Exception {
    Vertx vertx = Vertx.vertx();
    watch(vertx);

    join(vertx.close());

    awaitNoThreads();
    assertThat(monitor.snapshot().loops()).isNotEmpty();
  }

  @Test
  void aClosedVertxCannotBeWatched(Vertx another) throws Exception {
    watch(another);
    Vertx vertx = Vertx.vertx();
    join(vertx.close());

    assertThatThrownBy(() -> LoopMonitor.watch(vertx)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> LoopMonitor.watch(List.of(another, vertx), MonitorOptions.DEFAULT))
        .isInstanceOf(IllegalStateException.class);
    monitor.close();
    awaitNoThreads();
  }

  @Test
  void aVertxThatIsNoneIsRefused(Vertx vertx) {
    watch(vertx);
    Vertx mock =
        (Vertx)
            Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (a, b, c) -> null);

    assertThatThrownBy(() -> LoopMonitor.watch(mock)).isInstanceOf(IllegalArgumentException.class);
  }

  private void watch(Vertx vertx) {
    monitor = LoopMonitor.watch(vertx).onBlocked(reports::add);
    join(monitor.ready());
  }

  private Loop here() {
    return monitor.current().orElseThrow();
  }

  /** Holds a loop until the latch is counted down. */
  private static CountDownLatch holdUntilReleased(Context context) {
    CountDownLatch released = new CountDownLatch(1);
    context.runOnContext(v -> hold(released));
    return released;
  }

  private static void hold(CountDownLatch released) {
    while (released.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** For so long on a processor, however long that takes. */
  private static long computes(long millis) {
    long end = CpuTime.ofThisThread() + Duration.ofMillis(millis).toNanos();
    while (CpuTime.ofThisThread() < end) {
      Thread.onSpinWait();
    }
    return end;
  }

  private static void machinery(CountDownLatch released) {
    hold(released);
  }

  /** What the monitor knows of the loop that is held, once it knows where. */
  private static BlockedReport awaitHeld(LoopMonitor monitor) throws InterruptedException {
    while (true) {
      Optional<BlockedReport> held =
          monitor.reports().stream().filter(report -> !report.over() && isHeld(report)).findFirst();
      if (held.isPresent()) {
        return held.get();
      }
      Thread.sleep(1);
    }
  }

  private static boolean isHeld(BlockedReport report) {
    return report.where().filter(frame -> frame.getMethodName().equals("hold")).isPresent();
  }

  private BlockedReport next(Predicate<BlockedReport> passes) throws InterruptedException {
    while (true) {
      BlockedReport report = reports.poll(20, TimeUnit.SECONDS);
      assertThat(report).as("a report").isNotNull();
      if (passes.test(report)) {
        return report;
      }
    }
  }

  /** The first in which every loop has so many samples. */
  private Snapshot snapshotWith(long samples) throws InterruptedException {
    Snapshot snapshot = monitor.snapshot();
    while (snapshot.loops().values().stream().anyMatch(late -> late.samples() < samples)) {
      Thread.sleep(1);
      snapshot = monitor.snapshot();
    }
    return snapshot;
  }

  /** When no loop is within a sample. */
  private Snapshot snapshotOfIdle(Vertx vertx) {
    for (int i = 0; i < 2 * VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE; i++) {
      on(vertx.getOrCreateContext(), () -> "");
    }
    return monitor.snapshot();
  }

  /** Of the first loop. */
  private static long samples(Snapshot snapshot) {
    return snapshot.loops().values().iterator().next().samples();
  }

  private static List<String> threads() {
    List<String> names = new ArrayList<>();
    Thread.getAllStackTraces().keySet().forEach(thread -> names.add(thread.getName()));
    names.removeIf(name -> !name.startsWith("loop-monitor"));
    return names;
  }

  private static void awaitNoThreads() throws InterruptedException {
    while (!threads().isEmpty()) {
      Thread.sleep(1);
    }
  }

  private static <T> T on(Context context, Callable<T> action) {
    return join(
        Future.future(promise ->
            context.runOnContext(v -> {
              try {
                promise.complete(action.call());
              } catch (Exception e) {
                promise.fail(e);
              }
            })));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
