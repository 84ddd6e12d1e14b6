package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.interleave.OnAQuietMachine;
import dev.interleave.monitor.BlockedReport.Cause;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stalls of a known length, injected into a plain application, and what is reported of them. */
@Tag("timing")
class StallsTest {
  private static final long ANY = 0;

  private final Vertx vertx = Vertx.vertx();
  private final LoopMonitor monitor =
      LoopMonitor.watch(
          vertx, MonitorOptions.DEFAULT.withReportsPerSecond(MonitorOptions.EVERY_BLOCK));
  private final BlockingQueue<BlockedReport> reports = new LinkedBlockingQueue<>();

  StallsTest() {
    monitor.onBlocked(reports::add);
    join(monitor.ready().toCompletionStage().toCompletableFuture());
  }

  @AfterEach
  void close() {
    monitor.close();
    join(vertx.close().toCompletionStage().toCompletableFuture());
  }

  /** What blocked, and from when to when. */
  private record Injected(long threadId, Instant start, Duration length) {
    Instant middle() {
      return start.plus(length.dividedBy(2));
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  static Stream<Arguments> stalls() {
    return Stream.of("handler", "timer", "netty")
        .flatMap(where -> Stream.of(5, 20, 100, 500).map(millis -> Arguments.of(where, millis)));
  }

  @ParameterizedTest
  @MethodSource("stalls")
  void aStallIsReportedWithItsLength(String where, int millis) throws Exception {
    warmUp(where);
    OnAQuietMachine.check(standstillMs -> {
      Injected stall = stall(where, () -> Thread.sleep(millis));

      BlockedReport report = reportOf(stall);

      Duration least = Duration.ofMillis(2 + standstillMs.getAsLong());
      long tolerance = Math.max(least.toNanos(), stall.length().toNanos() / 50);
      assertThat(report.length().toNanos()).isCloseTo(stall.length().toNanos(), within(tolerance));
      assertThat(report.start()).isCloseTo(stall.start(), within(least));
      assertThat(report.cause()).isEqualTo(Cause.CALL);
      assertThat(report.where())
          .hasValueSatisfying(
              frame -> assertThat(frame.getClassName()).startsWith(StallsTest.class.getName()));
    });
  }

  @Test
  void ofTwoCallsTheLongerIsNamedWithItsShareAndTheOtherBeforeIt() throws Exception {
    OnAQuietMachine.check(() -> {
      BlockedReport report = reportOfTwo(() -> find(20), () -> load(80));

      assertThat(methods(report)).containsExactly("find", "load");
      assertThat(report.longest().orElseThrow().share()).isBetween(0.75, 0.88);
      assertThat(report.stacks().getFirst().share()).isBetween(0.12, 0.25);
    });
  }

  @Test
  void orAfterIt() throws Exception {
    OnAQuietMachine.check(() -> {
      BlockedReport report = reportOfTwo(() -> load(80), () -> find(20));

      assertThat(methods(report)).containsExactly("load", "find");
      assertThat(report.longest().orElseThrow().share()).isBetween(0.75, 0.88);
    });
  }

  @Test
  void aPauseForGarbageIsTheCollectors() throws Exception {
    List<byte[]> live = new ArrayList<>();
    for (int i = 0; i < 3_000_000; i++) {
      live.add(new byte[16]);
    }

    neverWrong(
        Cause.GC,
        () -> {
          Instant start = Instant.now();
          long before = System.nanoTime();
          System.gc();
          return new Injected(ANY, start, Duration.ofNanos(System.nanoTime() - before));
        });
    assertThat(live).hasSize(3_000_000);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aStandstillOfTheProcessIsTheMachines() throws Exception {
    neverWrong(Cause.MACHINE, () -> standstill(400));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aShortCallDuringALongStandstillIsNotBlamedForIt() throws Exception {
    neverWrong(
        Cause.MACHINE,
        () -> {
          CompletableFuture<Injected> stopped =
              CompletableFuture.supplyAsync(() -> standstill(400));
          Injected call = stall("handler", () -> Thread.sleep(100));
          join(stopped);
          return call;
        });
  }

  @Test
  void aCallThatComputesIsACall() throws Exception {
    neverWrong(
        Cause.CALL,
        () ->
            stall(
                "handler",
                () -> {
                  long end = System.nanoTime() + Duration.ofMillis(100).toNanos();
                  while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                  }
                }));
  }

  @Test
  void aLoopThatDoesNothingIsHardlyLaterThanTheControl() throws Exception {
    OnAQuietMachine.check(() -> {
      try (Window window = monitor.openWindow()) {
        Thread.sleep(500);
        Snapshot snapshot = window.read();

        long control = snapshot.control().raw().p50();
        snapshot
            .loops()
            .forEach((loop, late) ->
                assertThat(late.raw().p50())
                    .as(loop.toString())
                    .isLessThan(2 * control + 1_000_000));
      }
    });
  }

  @Test
  void measuringCostsALoopNextToNothing() throws Exception {
    OnAQuietMachine.check(() -> {
      try (Window window = monitor.openWindow()) {
        Thread.sleep(500);

        window
            .read()
            .loops()
            .values()
            .forEach(late -> {
              assertThat(late.costNanos()).isPositive();
              assertThat(late.costNanos() / late.samples()).isLessThan(100_000);
            });
      }
    });
  }

  private void neverWrong(Cause right, Callable<Injected> stalls) throws Exception {
    OnAQuietMachine.check(() -> {
      List<Cause> causes = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        causes.add(reportOf(stalls.call()).cause());
      }
      assertThat(causes).contains(right).isSubsetOf(right, Cause.UNKNOWN);
    });
  }

  /** The first of its kind takes longer than what it measures of itself: classes are loaded. */
  private void warmUp(String where) throws Exception {
    for (int i = 0; i < 5; i++) {
      stall(where, () -> {});
    }
  }

  private Injected stall(String where, Action action) throws Exception {
    CompletableFuture<Injected> done = new CompletableFuture<>();
    switch (where) {
      case "handler" -> vertx.runOnContext(v -> block(action, done::complete));
      case "timer" -> {
        boolean[] once = {false};
        vertx.setPeriodic(
            20,
            id -> {
              if (!once[0]) {
                once[0] = true;
                vertx.cancelTimer(id);
                block(action, done::complete);
              }
            });
      }
      default -> {
        EventLoop loop = ((VertxInternal) vertx).nettyEventLoopGroup().next();
        Channel server = serve(loop, ctx -> block(action, done::complete));
        InetSocketAddress address = (InetSocketAddress) server.localAddress();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
          client.getOutputStream().write(1);
          done.join();
        }
        server.close().sync();
      }
    }
    return done.get(20, TimeUnit.SECONDS);
  }

  private static Channel serve(EventLoop loop, Consumer<ChannelHandlerContext> onRead)
      throws InterruptedException {
    return new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new ChannelInboundHandlerAdapter() {
                          @Override
                          public void channelRead(ChannelHandlerContext ctx, Object message) {
                            onRead.accept(ctx);
                          }
                        });
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  private static void block(Action action, Consumer<Injected> done) {
    Instant start = Instant.now();
    long before = System.nanoTime();
    try {
      action.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    done.accept(
        new Injected(
            Thread.currentThread().threadId(),
            start,
            Duration.ofNanos(System.nanoTime() - before)));
  }

  private static void load(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  private static void find(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  /** The process is stopped from outside, and goes on. */
  private static Injected standstill(int millis) {
    long pid = ProcessHandle.current().pid();
    Instant start = Instant.now();
    long before = System.nanoTime();
    try {
      new ProcessBuilder(
              "sh",
              "-c",
              "kill -STOP %1$d; sleep %2$s; kill -CONT %1$d".formatted(pid, millis / 1e3))
          .start()
          .waitFor();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return new Injected(ANY, start, Duration.ofNanos(System.nanoTime() - before));
  }

  /** Of two calls that one handler makes. */
  private BlockedReport reportOfTwo(Action first, Action second) throws Exception {
    return reportOf(
        stall(
            "handler",
            () -> {
              first.run();
              second.run();
            }));
  }

  /** The end of what was reported of the loop, of any if it is not known, at that time. */
  private BlockedReport reportOf(Injected stall) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      BlockedReport report = reports.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(report).as("a report of %s", stall).isNotNull();
      if (report.over()
          && (stall.threadId() == ANY || report.loop().threadId() == stall.threadId())
          && report.start().isBefore(stall.middle())
          && report.start().plus(report.length()).isAfter(stall.middle())) {
        return report;
      }
    }
  }

  /** The test's own code is part of the block, and may be seen in a stack of a hundred. */
  private static List<String> methods(BlockedReport report) {
    return report.stacks().stream()
        .filter(stack -> stack.share() > 0.05)
        .map(stack -> stack.where().getMethodName())
        .toList();
  }

  private static <T> T join(CompletableFuture<T> future) {
    return future.orTimeout(20, TimeUnit.SECONDS).join();
  }
}
