package dev.interleave.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stacks as they were seen, innermost first, without modules and lines. */
class FramesTest {
  private static final List<String> NIO_LOOP =
      List.of(
          "io.netty.channel.SingleThreadIoEventLoop.run",
          "io.netty.util.concurrent.SingleThreadEventExecutor$5.run",
          "io.netty.util.internal.ThreadExecutorMap$2.run",
          "io.netty.util.concurrent.FastThreadLocalRunnable.run",
          "java.lang.Thread.runWith",
          "java.lang.Thread.run");

  private final Frames frames = new Frames(frame -> false);

  @Test
  void aLoopThatWaitsForWorkRunsNothing() {
    assertThat(
            that(
                "sun.nio.ch.EPoll.wait",
                "sun.nio.ch.EPollSelectorImpl.doSelect",
                "sun.nio.ch.SelectorImpl.lockAndDoSelect",
                "sun.nio.ch.SelectorImpl.select",
                "io.netty.channel.nio.SelectedSelectionKeySetSelector.select",
                "io.netty.channel.nio.NioIoHandler.select",
                "io.netty.channel.nio.NioIoHandler.run",
                "io.netty.channel.SingleThreadIoEventLoop.runIo"))
        .isEmpty();
    assertThat(
            that(
                "io.netty.channel.nio.SelectedSelectionKeySetSelector.selectNow",
                "io.netty.channel.nio.NioIoHandler.selectNow",
                "io.netty.channel.nio.NioIoHandler$1.get",
                "io.netty.channel.DefaultSelectStrategy.calculateStrategy",
                "io.netty.channel.nio.NioIoHandler.run",
                "io.netty.channel.SingleThreadIoEventLoop.runIo"))
        .isEmpty();
    assertThat(
            that(
                "io.netty.channel.epoll.Native.epollWait",
                "io.netty.channel.epoll.EpollIoHandler.epollWait",
                "io.netty.channel.epoll.EpollIoHandler.run",
                "io.netty.channel.SingleThreadIoEventLoop.runIo"))
        .isEmpty();
  }

  @Test
  void aLoopThatTakesItsSampleRunsNothing() {
    assertThat(
            that(
                "sun.management.ThreadImpl.getThreadTotalCpuTime0",
                "sun.management.ThreadImpl.getCurrentThreadCpuTime",
                "dev.interleave.monitor.CpuTime.ofThisThread",
                "dev.interleave.monitor.LoopSampler.take",
                "io.netty.util.concurrent.PromiseTask.run"))
        .isEmpty();
    assertThat(
            that(
                "dev.interleave.monitor.LoopSampler.take",
                "io.netty.util.concurrent.PromiseTask.run",
                "io.netty.util.concurrent.AbstractEventExecutor.safeExecute"))
        .isEmpty();
    assertThat(
            that(
                "dev.interleave.monitor.Standstills.seen",
                "dev.interleave.monitor.Standstills.runs",
                "dev.interleave.monitor.LoopSampler.take",
                "io.netty.util.concurrent.PromiseTask.run"))
        .isEmpty();
  }

  @Test
  void whatEveryCallHasBelowItIsCutOff() {
    assertThat(
            that(
                "java.lang.Thread.sleep0",
                "java.lang.Thread.sleep",
                "app.Dao.load",
                "app.Api.lambda$get$0",
                "io.vertx.core.impl.ContextImpl.emit",
                "io.netty.util.concurrent.AbstractEventExecutor.safeExecute"))
        .containsExactly(
            "java.lang.Thread.sleep0",
            "java.lang.Thread.sleep",
            "app.Dao.load",
            "app.Api.lambda$get$0");
  }

  @Test
  void aLibrarysWorkIsShownIfThereIsNothingElse() {
    assertThat(
            that(
                "java.security.Signature.sign",
                "io.netty.handler.ssl.SslHandler.unwrap",
                "io.netty.channel.DefaultChannelPipeline.fireChannelRead",
                "io.netty.channel.epoll.EpollIoHandler.run",
                "io.netty.channel.SingleThreadIoEventLoop.runIo"))
        .containsExactly(
            "java.security.Signature.sign",
            "io.netty.handler.ssl.SslHandler.unwrap",
            "io.netty.channel.DefaultChannelPipeline.fireChannelRead");
  }

  @Test
  void aBoundaryCutsOffWhatCallsItAndItself() {
    Frames cut = new Frames(frame -> frame.getClassName().equals("app.Offload"));

    assertThat(names(cut.thatMatter(stack("app.Dao.load", "app.Offload.run", "app.Main.main"))))
        .containsExactly("app.Dao.load");
    assertThat(names(cut.thatMatter(stack("app.Offload.run", "app.Main.main"))))
        .containsExactly("app.Offload.run");
  }

  @Test
  void aBoundaryThatThrowsIsNone() {
    Frames failing =
        new Frames(frame -> {
          throw new IllegalStateException("an application's fault");
        });

    assertThat(names(failing.thatMatter(stack("app.Dao.load")))).containsExactly("app.Dao.load");
  }

  @Test
  void thePlaceToLookAtIsTheApplicationsInnermost() {
    assertThat(where("java.lang.Thread.sleep", "io.vertx.core.Vertx.a", "app.Dao.load", "app.A.b"))
        .isEqualTo("app.Dao.load");
    assertThat(where("java.lang.Thread.sleep", "io.vertx.core.Vertx.a", "io.netty.channel.B.c"))
        .isEqualTo("io.vertx.core.Vertx.a");
    assertThat(where("java.lang.Thread.sleep", "java.lang.Thread.run"))
        .isEqualTo("java.lang.Thread.sleep");
  }

  private List<String> that(String... innermost) {
    return names(frames.thatMatter(stack(innermost)));
  }

  private static String where(String... stack) {
    return name(Frames.where(List.of(stack(stack)).subList(0, stack.length)));
  }

  private static StackTraceElement[] stack(String... innermost) {
    return Stream.concat(Stream.of(innermost), NIO_LOOP.stream())
        .map(FramesTest::frame)
        .toArray(StackTraceElement[]::new);
  }

  static StackTraceElement frame(String name) {
    int dot = name.lastIndexOf('.');
    return new StackTraceElement(name.substring(0, dot), name.substring(dot + 1), "A.java", 1);
  }

  private static List<String> names(List<StackTraceElement> frames) {
    return frames.stream().map(FramesTest::name).toList();
  }

  private static String name(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
