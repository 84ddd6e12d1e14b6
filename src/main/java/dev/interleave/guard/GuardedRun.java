package dev.interleave.guard;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.LoopMonitor;
import io.vertx.core.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a guard sees from its start to its end. To end it takes as long as the loops need for what
 * they were given before, and 100 ms more if one was blocked; 10 s at the most.
 */
public final class GuardedRun implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GuardedRun.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LoopGuard guard;
  private final Instant began = Instant.now();
  private final Map<Block, BlockedReport> heard = new ConcurrentHashMap<>();
  private @Nullable List<BlockedReport> found;

  private record Block(LoopMonitor monitor, long number) {}

  GuardedRun(LoopGuard guard) {
    this.guard = guard;
  }

  /**
   * Ends it, and waits until all is known that blocked a loop since it began. Blocks; does nothing
   * the second time.
   *
   * @return the blocks that were too long and are not exempt, the longest first; one that goes on
   *     after ten seconds as well, with what is known of it by then; its {@code Vertx} is not
   *     guarded any more, so that the next run need not wait for it too
   * @throws IllegalStateException if this is called on an event loop that it watches
   */
  public List<BlockedReport> end() {
    return end(PATIENCE);
  }

  /** The same, with another patience. */
  synchronized List<BlockedReport> end(Duration patience) {
    List<BlockedReport> blocks = found;
    if (blocks == null) {
      List<LoopMonitor> monitors = EveryVertx.INSTANCE.monitors(this);
      if (monitors.stream().anyMatch(monitor -> monitor.current().isPresent())) {
        throw new IllegalStateException(
            "a guarded run cannot end on an event loop: it waits for it");
      }
      await(monitors, patience);
      EveryVertx.INSTANCE.end(this);
      blocks = blocks();
      found = blocks;
    }
    return blocks;
  }

  /**
   * Ends it, as {@link #end} does; does nothing if it has ended.
   *
   * @throws LoopBlockedError if a loop was blocked for too long
   * @throws IllegalStateException if this is called on an event loop that it watches
   */
  @Override
  public void close() {
    boolean isNew = !isEnded();
    List<BlockedReport> blocks = end();
    if (isNew && !blocks.isEmpty()) {
      throw new LoopBlockedError(guard.limit(), blocks);
    }
  }

  private synchronized boolean isEnded() {
    return found != null;
  }

  LoopGuard guard() {
    return guard;
  }

  /** Called on a thread of the monitor. */
  void heard(LoopMonitor monitor, BlockedReport report) {
    heard.put(new Block(monitor, report.number()), report);
  }

  private List<BlockedReport> blocks() {
    return heard.entrySet().stream()
        .map(each ->
            each.getValue().over() ? each.getValue() : newest(each.getKey(), each.getValue()))
        .filter(report -> !report.start().plus(report.accuracy()).isBefore(began))
        .filter(report -> isTooLong(report) && !guard.exemptions().cover(report))
        .sorted(Comparator.comparing(BlockedReport::own).reversed())
        .toList();
  }

  /** While a block lasts, the monitor brings its report up to date without telling. */
  private static BlockedReport newest(Block block, BlockedReport report) {
    return block.monitor().reports().stream()
        .filter(kept -> kept.number() == report.number())
        .findFirst()
        .orElse(report);
  }

  /** For sure: the length that was measured may be too long by its accuracy. */
  private boolean isTooLong(BlockedReport report) {
    return report.own().minus(report.accuracy()).compareTo(guard.limit()) > 0;
  }

  private static void await(List<LoopMonitor> monitors, Duration patience) {
    Map<LoopMonitor, Future<Void>> settled = new HashMap<>();
    monitors.forEach(monitor -> settled.put(monitor, monitor.settled()));
    try {
      Future.join(List.copyOf(settled.values()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLate) {
      LOG.log(Level.WARNING, "an event loop is still blocked after {0}", patience);
      settled.values().removeIf(Future::isComplete);
      settled
          .keySet()
          .removeIf(monitor -> monitor.reports().stream().allMatch(BlockedReport::over));
      EveryVertx.INSTANCE.giveUp(settled.keySet());
    } catch (InterruptedException unwanted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
