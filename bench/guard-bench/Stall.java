import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Holds a thread up for a known time. */
final class Stall {
  /** Less than a millisecond. */
  private static final long STEP = 400_000;

  private static final Path DELAY = Path.of("/proc/thread-self/schedstat");
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Silence SILENCE = new Silence();
  private static volatile long computed;

  private Stall() {}

  /** Asks Java to wait. */
  static long park(long nanos) {
    return await(nanos, LockSupport::parkNanos);
  }

  /**
   * Waits in native code, as most drivers of databases do: for what another process never sends.
   */
  static long read(long nanos) {
    return await(nanos, SILENCE::listen);
  }

  /** For so long while the collector does not pause the process; a wait may end too soon. */
  private static long await(long nanos, LongConsumer wait) {
    long held = pausedNanos() + delayNanos();
    long begun = System.nanoTime();
    long paused = pausedNanos();
    for (long left = nanos;
        left > 0;
        left = nanos + pausedNanos() - paused - (System.nanoTime() - begun)) {
      wait.accept(left);
    }
    long took = System.nanoTime() - begun;
    return took - (pausedNanos() + delayNanos() - held);
  }

  /** For so long on a processor, however long that takes. */
  static long compute(long nanos) {
    long begun = THREADS.getCurrentThreadCpuTime();
    long hash = begun;
    long took = 0;
    while (took < nanos) {
      for (long i = 0; i < STEP; i++) {
        hash = 31 * hash + i;
      }
      took = THREADS.getCurrentThreadCpuTime() - begun;
    }
    computed = hash;
    return took;
  }

  /** The collector, since the start, to the millisecond. */
  private static long pausedNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      millis += collector.getCollectionTime();
    }
    return millis * 1_000_000;
  }

  /** This thread has waited for a processor, as Linux counts it; 0 elsewhere. */
  private static long delayNanos() {
    try {
      return Long.parseLong(Files.readString(DELAY).split(" ")[1]);
    } catch (IOException unknown) {
      return 0;
    }
  }
}
