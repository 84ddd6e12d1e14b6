package dev.interleave.attach;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;

/**
 * Where virtual threads are pinned: where they wait, and hold their carrier. Java's flight recorder
 * tells it. The recorder is started when the application is seen to use virtual threads, because it
 * costs memory. Any thread may call.
 */
final class PinnedThreads {
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final int MOST_PLACES = 500;

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Map<String, Place> places = new LinkedHashMap<>();

  /**
   * A place in the application that pins.
   *
   * @param frame as it was last seen there
   * @param count how often
   * @param total how long, all in all
   * @param longest how long at once
   */
  record Place(StackTraceElement frame, int count, Duration total, Duration longest) {
    private Place plus(Place other) {
      return new Place(
          other.frame,
          count + other.count,
          total.plus(other.total),
          longest.compareTo(other.longest) > 0 ? longest : other.longest);
    }
  }

  /**
   * The threads that carry virtual ones, as Java 24 and later tell.
   *
   * @param parallelism how many may run at once
   * @param carriers how many there are
   * @param mounted how many virtual threads are on them
   * @param queued how many virtual threads wait for one
   */
  record Scheduler(long parallelism, long carriers, long mounted, long queued) {}

  /** Starts the recorder, if that was not done before. */
  void watch() {
    if (begun.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("interleave-pinned")
          .daemon()
          .start(() -> Careful.attempt("to watch for pinned virtual threads", this::listen));
    }
  }

  /** {@return where virtual threads were pinned; what has cost most comes first} */
  List<Place> places() {
    synchronized (places) {
      return places.values().stream()
          .sorted(Comparator.comparing(Place::total).reversed())
          .toList();
    }
  }

  /** {@return what Java tells of the scheduler; empty before Java 24} */
  static Optional<Scheduler> scheduler() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name = new ObjectName("jdk.management:type=VirtualThreadScheduler");
      return Optional.of(
          new Scheduler(
              number(beans.getAttribute(name, "Parallelism")),
              number(beans.getAttribute(name, "PoolSize")),
              number(beans.getAttribute(name, "MountedVirtualThreadCount")),
              number(beans.getAttribute(name, "QueuedVirtualThreadCount"))));
    } catch (JMException notThere) {
      return Optional.empty();
    }
  }

  private static long number(Object attribute) {
    return ((Number) attribute).longValue();
  }

  /** On a thread of this class, because Java's own would keep the process from its end. */
  private void listen() {
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable(PINNED).withStackTrace().withThreshold(LEAST);
      stream.onEvent(PINNED, event -> Careful.attempt("to read an event", () -> add(event)));
      stream.setMaxAge(Duration.ofMinutes(1));
      stream.start();
    }
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    Stream<RecordedFrame> application =
        frames.stream()
            .filter(frame -> Callers.isOfTheApplication(frame.getMethod().getType().getName()));
    application
        .findFirst()
        .or(() -> frames.stream().findFirst())
        .ifPresent(frame -> add(element(frame), event.getDuration()));
  }

  private void add(StackTraceElement frame, Duration duration) {
    String method = frame.getClassName() + '.' + frame.getMethodName();
    synchronized (places) {
      if (places.size() < MOST_PLACES || places.containsKey(method)) {
        places.merge(method, new Place(frame, 1, duration, duration), Place::plus);
      }
    }
  }

  private static StackTraceElement element(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    String outermost = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
    return new StackTraceElement(
        type, frame.getMethod().getName(), outermost + ".java", frame.getLineNumber());
  }
}
