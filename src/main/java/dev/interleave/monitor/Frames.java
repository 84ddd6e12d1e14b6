package dev.interleave.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which frames of a loop's stack matter to somebody who asks what blocks it. It is asked of many
 * frames, also before Java has compiled it: where it is asked most, it makes loops of its own and
 * no streams.
 */
final class Frames {
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final List<String> LIBRARIES = List.of("io.netty.", "io.vertx.");

  /** What is on the stack of every loop, whether it runs something or waits for something to do. */
  private static final List<String> LOOP_ITSELF =
      List.of(
          "io.netty.util.concurrent.",
          "io.netty.util.internal.ThreadExecutorMap",
          "io.netty.channel.SingleThread",
          "io.netty.channel.DefaultSelectStrategy",
          "io.netty.channel.nio.NioIoHandler",
          "io.netty.channel.nio.SelectedSelectionKeySet",
          "io.netty.channel.epoll.EpollIoHandler",
          "io.netty.channel.epoll.Native",
          "io.netty.channel.kqueue.KQueueIoHandler",
          "io.netty.channel.kqueue.Native",
          "io.netty.channel.uring.IoUringIoHandler",
          "io.netty.channel.uring.SubmissionQueue",
          "io.netty.channel.uring.CompletionQueue",
          "io.netty.channel.uring.Native",
          "sun.nio.ch.");

  private static final Set<String> STARTS_A_THREAD = Set.of("run", "runWith");

  private final Predicate<StackTraceElement> boundary;
  private boolean hasFailed;

  /**
   * With a boundary of the user's own.
   *
   * @param boundary true for a frame that, like all that called it, is of no interest
   */
  Frames(Predicate<StackTraceElement> boundary) {
    this.boundary = boundary;
  }

  /** Innermost first, those of what runs on the loop; empty if nothing is known to run. */
  List<StackTraceElement> thatMatter(StackTraceElement[] stack) {
    List<StackTraceElement> frames = Arrays.asList(stack);
    for (StackTraceElement frame : stack) {
      if (isOfASample(frame)) {
        return List.of();
      }
    }
    for (int i = 0; i < frames.size(); i++) {
      if (isBoundary(frames.get(i))) {
        return List.copyOf(frames.subList(0, Math.max(1, i)));
      }
    }
    List<StackTraceElement> running = withoutOutermost(frames, Frames::isTheLoopItself);
    List<StackTraceElement> called = withoutOutermost(running, frame -> !isOfAnApplication(frame));
    return List.copyOf(called.isEmpty() ? running : called);
  }

  /** The frame to look at: the application's own, if there is one. */
  static StackTraceElement where(List<StackTraceElement> innermostFirst) {
    return innermostFirst.stream()
        .filter(Frames::isOfAnApplication)
        .findFirst()
        .or(() -> innermostFirst.stream().filter(frame -> !isOf(JDK, frame)).findFirst())
        .orElseGet(innermostFirst::getFirst);
  }

  /** What the application's own predicate does wrong must not end the monitor. */
  private boolean isBoundary(StackTraceElement frame) {
    try {
      return boundary.test(frame);
    } catch (RuntimeException | LinkageError | AssertionError fault) {
      if (!hasFailed) {
        Log.error("the boundary of frames failed on " + frame, fault);
      }
      hasFailed = true;
      return false;
    }
  }

  private static List<StackTraceElement> withoutOutermost(
      List<StackTraceElement> frames, Predicate<StackTraceElement> unwanted) {
    int end = frames.size();
    while (end > 0 && unwanted.test(frames.get(end - 1))) {
      end--;
    }
    return frames.subList(0, end);
  }

  /** Whether a sample is being taken: what it calls is of no interest either. */
  private static boolean isOfASample(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.equals(LoopSampler.class.getName()) || name.startsWith(Settling.class.getName());
  }

  private static boolean isTheLoopItself(StackTraceElement frame) {
    return isOf(LOOP_ITSELF, frame)
        || (frame.getClassName().equals(Thread.class.getName())
            && STARTS_A_THREAD.contains(frame.getMethodName()));
  }

  private static boolean isOfAnApplication(StackTraceElement frame) {
    return !isOf(JDK, frame) && !isOf(LIBRARIES, frame);
  }

  private static boolean isOf(List<String> prefixes, StackTraceElement frame) {
    String name = frame.getClassName();
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
