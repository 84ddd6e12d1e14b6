package dev.interleave.bulkhead;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The workers of one bulkhead: launched while calls wait for one, and watched for calls that run
 * too long. Any thread.
 */
final class Workforce {
  /** A worker that goes on for longer looks like a blocked thread to Vert.x. */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(1);

  /** So long a stopped call has to clean up before its thread may be interrupted once more. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Gate gate;
  private final Time time;
  private final Duration callTimeout;
  private final boolean reusesThreads;
  private final Future<Threads.Launcher> launcher;
  private final Alarm callAlarm;
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final Promise<Void> left = Promise.promise();
  private volatile boolean leaving;
  private volatile boolean cancelling;

  /**
   * How many workers may be on their way at the same time; each that comes launches the next. More
   * than there are processors would not come sooner, and may come for nothing: short calls have
   * been made by those that are there. Where each call is launched by itself, none comes for
   * nothing.
   */
  static int mostOnTheirWay(BulkheadSettings settings) {
    return settings.threads().reuse()
        ? Runtime.getRuntime().availableProcessors()
        : settings.concurrency();
  }

  /**
   * @param launcher completes when there are threads; workers wait for it
   */
  Workforce(Gate gate, Time time, BulkheadSettings settings, Future<Threads.Launcher> launcher) {
    this.gate = gate;
    this.time = time;
    this.callTimeout = settings.callTimeout();
    this.reusesThreads = settings.threads().reuse();
    this.launcher = launcher;
    this.callAlarm = new Alarm(time, callTimeout, this::stopOverdue);
  }

  /** Launches one worker, which the gate has counted already. */
  void launch() {
    Worker worker = new Worker(this, gate, time);
    if (launcher.succeeded()) {
      launch(worker, launcher.result());
    } else {
      launcher
          .onSuccess(opened -> launch(worker, opened))
          .onFailure(notOpened -> notLaunched(worker, notOpened));
    }
  }

  /** Cancels the calls that run, and those that begin from now on. Those that wait are not its. */
  void cancelAll() {
    cancelling = true;
    for (Worker worker : workers) {
      PendingCall<?> call = worker.current();
      if (call != null) {
        call.cancel();
      }
    }
  }

  /** Whether {@link #cancelAll} was called. */
  boolean cancelsAll() {
    return cancelling;
  }

  /**
   * No call waits or runs any more.
   *
   * @return completes, on any thread, when no stopped call holds a thread, or after a second
   */
  Future<Void> leave() {
    leaving = true;
    if (workers.isEmpty()) {
      return Future.succeededFuture();
    }
    Runnable stopsWaiting = time.after(PATIENCE, left::tryComplete);
    return left.future().onComplete(end -> stopsWaiting.run());
  }

  /** Gives the threads back; no more workers are launched. */
  Future<Void> free() {
    callAlarm.stop();
    return launcher.compose(Threads.Launcher::close).recover(gone -> Future.succeededFuture());
  }

  void begins(Worker worker) {
    workers.add(worker);
    if (gate.comes()) {
      launch();
    }
  }

  /** A call is about to run, and its worker says so. */
  void begins(PendingCall<?> call) {
    callAlarm.need();
    if (cancelling) {
      call.cancel();
    }
  }

  /** Whether a worker that has worked for so long may take the next call itself. */
  boolean goesOn(long workedNanos) {
    return reusesThreads && workedNanos < LONGEST_WORK.toNanos();
  }

  void ends(Worker worker) {
    workers.remove(worker);
    if (gate.takesOneMoreWorker()) {
      launch();
    }
    if (leaving && workers.isEmpty()) {
      left.tryComplete();
    }
  }

  private void launch(Worker worker, Threads.Launcher opened) {
    try {
      opened.launch(worker, why -> notLaunched(worker, why));
    } catch (RuntimeException why) {
      notLaunched(worker, why);
    }
  }

  /** Nobody comes for a call that waits. If there is no other worker, nobody comes for any. */
  private void notLaunched(Worker worker, Throwable why) {
    if (!worker.settles()) {
      return;
    }
    boolean othersWork = gate.neverComes();
    for (PendingCall<?> call : gate.waiting()) {
      if (call.fail(why) && othersWork) {
        return;
      }
    }
  }

  private long stopOverdue() {
    long next = Alarm.NEVER;
    long now = time.nanoTime();
    for (Worker worker : workers) {
      PendingCall<?> call = worker.current();
      if (call != null && call.state() == CallState.RUNNING) {
        long left = callTimeout.toNanos() - (now - call.started());
        if (left <= 0) {
          call.timeOut();
        } else {
          next = Math.min(next, left);
        }
      }
    }
    return next;
  }
}
