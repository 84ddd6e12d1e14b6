package dev.interleave.monitor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The last reports of blocked loops, and who is told of them. Any thread may call. */
final class Reports {
  private final int keep;
  private final SequencedMap<Long, BlockedReport> kept = new LinkedHashMap<>();
  private final List<Consumer<BlockedReport>> listeners = new CopyOnWriteArrayList<>();

  Reports(int keep) {
    this.keep = keep;
  }

  void addListener(Consumer<BlockedReport> listener) {
    listeners.add(listener);
  }

  List<BlockedReport> newestFirst() {
    synchronized (kept) {
      return List.copyOf(kept.reversed().values());
    }
  }

  /** Keeps it in the place of what was said of the same block before. */
  void keep(BlockedReport report) {
    synchronized (kept) {
      kept.put(report.number(), report);
      if (kept.size() > keep) {
        kept.pollFirstEntry();
      }
    }
  }

  /** Keeps it, and tells everybody. */
  void tell(BlockedReport report) {
    keep(report);
    listeners.forEach(listener -> tell(listener, report));
  }

  /** What a listener does wrong must not end the monitor. */
  private static void tell(Consumer<BlockedReport> listener, BlockedReport report) {
    try {
      listener.accept(report);
    } catch (RuntimeException | LinkageError | AssertionError fault) {
      Log.error(
          "a listener failed on block %d of %s".formatted(report.number(), report.loop()), fault);
    }
  }
}
