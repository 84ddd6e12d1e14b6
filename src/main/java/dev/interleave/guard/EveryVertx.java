package dev.interleave.guard;

import dev.interleave.monitor.LoopMonitor;
import dev.interleave.monitor.MonitorOptions;
import io.vertx.core.Vertx;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Every {@link Vertx} that this JVM has, and a monitor of each that somebody guards. A monitor is
 * kept for the next run, until its Vertx is closed: to start one costs more than a test should. Any
 * thread may call; nothing here keeps a Vertx from being collected.
 */
final class EveryVertx {
  static final EveryVertx INSTANCE = new EveryVertx();

  private static final Logger LOG = System.getLogger(EveryVertx.class.getName());

  private final List<WeakReference<Vertx>> alive = new ArrayList<>();
  private final List<Watched> watched = new ArrayList<>();
  private final Set<GuardedRun> runs = new CopyOnWriteArraySet<>();
  private boolean hasRehearsed;

  private EveryVertx() {}

  /** A monitor, and what is reported as a block. */
  private record Watched(WeakReference<Vertx> vertx, Duration limit, LoopMonitor monitor) {}

  /** One has been made, or is about to be. */
  synchronized void add(Vertx vertx) {
    alive.removeIf(one -> one.refersTo(null));
    alive.add(new WeakReference<>(vertx));
    watch(vertx);
  }

  /** From now on a run is told of every block. */
  synchronized void begin(GuardedRun run) {
    if (!hasRehearsed) {
      hasRehearsed = true;
      rehearse();
    }
    run.guard().chosen().stream().filter(this::isNew).forEach(this::add);
    runs.add(run);
    List.copyOf(alive).stream().map(WeakReference::get).forEach(this::watch);
    // What a loop does from now on is seen to begin now: a sample that is late would take it for
    // older.
    monitors(run).forEach(LoopMonitor::settled);
  }

  /** A run is told no more. */
  synchronized void end(GuardedRun run) {
    runs.remove(run);
  }

  /** Those that they watch are watched no more, in this run or any that follows. */
  synchronized void giveUp(Set<LoopMonitor> monitors) {
    for (Watched one : watched) {
      if (monitors.contains(one.monitor())) {
        one.monitor().close();
        alive.removeIf(vertx -> vertx.refersTo(one.vertx().get()));
      }
    }
  }

  /** The monitors that tell a run, those of Vertx that were closed meanwhile included. */
  synchronized List<LoopMonitor> monitors(GuardedRun run) {
    return watched.stream()
        .filter(one -> run.guard().watches(one.vertx().get()))
        .map(Watched::monitor)
        .toList();
  }

  /**
   * A monitor of nothing ends at once, and has loaded the classes that monitors need. Else the
   * first test could be over before that is done.
   */
  private static void rehearse() {
    LoopMonitor.watch(List.of(), MonitorOptions.DEFAULT)
        .ended()
        .toCompletionStage()
        .toCompletableFuture()
        .completeOnTimeout(null, 5, TimeUnit.SECONDS)
        .join();
  }

  /** A monitor keeps the loops of its Vertx, and so the Vertx itself. */
  private synchronized void forget(LoopMonitor monitor) {
    watched.removeIf(one -> one.monitor() == monitor);
  }

  private boolean isNew(Vertx vertx) {
    return alive.stream().noneMatch(one -> one.refersTo(vertx));
  }

  /**
   * Has it watched, if anybody wants that. A monitor reports what is too long for the strictest
   * run. One that reports too little is replaced; one that reports too much only if nobody else
   * needs it, since what blocks a loop while monitors change is lost.
   */
  private void watch(@Nullable Vertx vertx) {
    List<Duration> limits =
        runs.stream()
            .map(GuardedRun::guard)
            .filter(guard -> vertx != null && guard.watches(vertx))
            .map(LoopGuard::limit)
            .sorted(Comparator.naturalOrder())
            .toList();
    if (vertx == null || limits.isEmpty()) {
      return;
    }
    Optional<Watched> before =
        watched.stream()
            .filter(one -> one.vertx().refersTo(vertx) && !one.monitor().isClosed())
            .findFirst();
    int tooMuch = before.map(one -> limits.getFirst().compareTo(one.limit())).orElse(-1);
    if (tooMuch < 0 || (tooMuch > 0 && limits.size() == 1)) {
      start(vertx, limits.getFirst());
      before.map(Watched::monitor).ifPresent(LoopMonitor::close);
    }
  }

  private void start(Vertx vertx, Duration limit) {
    WeakReference<Vertx> one = new WeakReference<>(vertx);
    try {
      LoopMonitor monitor =
          LoopMonitor.watch(
              vertx,
              MonitorOptions.DEFAULT
                  .withBlockedAfter(limit)
                  .withReportsPerSecond(MonitorOptions.EVERY_BLOCK));
      watched.add(new Watched(one, limit, monitor));
      monitor.ended().onComplete(told -> forget(monitor));
      monitor.onBlocked(report -> {
        for (GuardedRun run : runs) {
          if (run.guard().watches(one.get())) {
            run.heard(monitor, report);
          }
        }
      });
    } catch (IllegalStateException closed) {
      LOG.log(Level.DEBUG, "{0} is not watched: {1}", vertx, closed.getMessage());
      alive.removeIf(known -> known.refersTo(vertx));
    }
  }
}
