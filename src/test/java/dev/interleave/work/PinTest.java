package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the kind pins a virtual thread, as the JDK itself sees it. */
class PinTest {
  private static final String PINNED = "jdk.VirtualThreadPinned";
  private static final Duration LONG = Duration.ofMillis(100);

  @TempDir static Path folder;

  @Test
  void aVirtualThreadIsPinnedAsLongAsItTakes() throws Exception {
    List<RecordedEvent> pinned = pinnedBy(new Pin(), "pinned");

    assertThat(pinned)
        .singleElement()
        .satisfies(
            event -> assertThat(event.getDuration()).isGreaterThanOrEqualTo(LONG.dividedBy(2)));
  }

  @Test
  void oneThatSleepsIsNot() throws Exception {
    assertThat(pinnedBy(new Sleep(), "sleeps")).isEmpty();
  }

  @Test
  void whileEveryCarrierIsPinnedNoOtherVirtualThreadRuns() throws Exception {
    int carriers = Runtime.getRuntime().availableProcessors();
    CountDownLatch pinning = new CountDownLatch(carriers);
    AtomicLong firstEnd = new AtomicLong(Long.MAX_VALUE);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < carriers; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            pinning.countDown();
            run(new Pin(), "500ms");
            firstEnd.accumulateAndGet(System.nanoTime(), Math::min);
          }));
    }
    // None of them leaves its carrier between here and its sleep.
    pinning.await();
    AtomicLong other = new AtomicLong();
    Thread.startVirtualThread(() -> other.set(System.nanoTime())).join();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(other.get()).isGreaterThanOrEqualTo(firstEnd.get());
  }

  private static List<RecordedEvent> pinnedBy(Kind kind, String name) throws Exception {
    Path file = folder.resolve(name + ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(PINNED).withoutThreshold();
      recording.start();
      Thread.ofVirtual().name(name).start(() -> run(kind, LONG.toMillis() + "ms")).join();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(PINNED))
        .filter(event -> name.equals(event.getThread().getJavaName()))
        .toList();
  }

  private static void run(Kind kind, String duration) {
    try {
      kind.run(Arguments.of(kind.arguments(), Map.of("duration", duration)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
