package dev.interleave.bulkhead;

import io.vertx.core.Closeable;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded, fair and cancellable {@code executeBlocking}: so many calls at a time as there are
 * permits, a bounded queue, a timeout for waiting and one for running. What does not fit is
 * rejected; what was accepted reaches a final state.
 *
 * <pre>{@code
 * Bulkhead db = Bulkhead.builder(vertx).name("db").concurrency(20).queue(1000).build();
 * Call<Row> call = db.call(() -> jdbc.load(id));
 * call.future().onSuccess(row -> …);
 * }</pre>
 *
 * <p>A permit belongs to the thread: a call that is stopped and does not listen keeps its permit
 * until it returns, so that no more threads are held than there are permits.
 *
 * <p>Every method may be called on any thread, and none blocks. Futures complete on the context of
 * the caller, which may be a duplicate, as a request's is. A caller that is on no context gets them
 * on the bulkhead's own: the one that it was built on.
 *
 * <p>A bulkhead that is built in a verticle closes with it, any other with its {@link Vertx}.
 */
public final class Bulkhead {
  private static final String NAMES = "dev.interleave.bulkheads";
  private static final String POOL = "bulkhead.";

  private final BulkheadSettings settings;
  private final Vertx vertx;
  private final Context home;
  private final Time time;
  private final ContextCarrier carrier;
  private final Gate gate;
  private final Alarm queueAlarm;
  private final Workforce workforce;
  private final AtomicInteger deaf = new AtomicInteger();
  private final LongAdder told = new LongAdder();
  private final CallStatistics statistics = new CallStatistics();
  private final Promise<Void> drained;
  private final Future<Void> closed;
  private final Closeable closesWithHome = this::closeWithHome;
  private volatile Runnable stopsDraining = () -> {};
  private volatile boolean closing;

  Bulkhead(Vertx vertx, BulkheadSettings settings) {
    this.settings = settings;
    this.vertx = vertx;
    // A request's context would lend its locals to every caller that has no context.
    this.home = Contexts.root(vertx.getOrCreateContext());
    this.time = settings.time().orElseGet(() -> Time.of(home));
    this.carrier = settings.carrier();
    this.gate =
        new Gate(
            settings.concurrency(),
            settings.reserved(),
            settings.queue(),
            Workforce.mostOnTheirWay(settings));
    this.queueAlarm = new Alarm(time, settings.queueTimeout(), this::expireOverdue);
    this.drained = Contexts.promise(home);
    this.workforce = new Workforce(gate, time, settings, open());
    this.closed = drained.future().compose(end -> workforce.leave()).eventually(this::free);
    if (!Contexts.closeWith(home, closesWithHome)) {
      close();
    }
  }

  /**
   * Begins to describe a bulkhead.
   *
   * @param vertx whose threads it uses
   * @return knows the defaults; wants a name
   */
  public static BulkheadBuilder builder(Vertx vertx) {
    return new BulkheadBuilder(Objects.requireNonNull(vertx, "vertx"));
  }

  /** {@return its name, which no other bulkhead of its {@link Vertx} has} */
  public String name() {
    return settings.name();
  }

  /**
   * Makes a call with {@link CallOptions#DEFAULT}.
   *
   * @param callable what blocks; it should end soon after an interrupt
   * @param <T> what it returns
   * @return the call, with its future
   */
  public <T> Call<T> call(Callable<T> callable) {
    return call(callable, CallOptions.DEFAULT);
  }

  /**
   * Makes a call: now, if a permit is free; or when its turn comes. A call that is not accepted has
   * its future failed with a {@link CallRejectedException} when this returns.
   *
   * @param callable what blocks; it should end soon after an interrupt
   * @param options key, importance and listener of the call
   * @param <T> what it returns
   * @return the call, with its future
   */
  public <T> Call<T> call(Callable<T> callable, CallOptions options) {
    PendingCall<T> call =
        new PendingCall<>(
            this,
            Objects.requireNonNull(callable, "callable"),
            options,
            weight(Objects.requireNonNull(options, "options")),
            Contexts.currentOr(home),
            carrier.capture(),
            time.nanoTime());
    switch (gate.enter(call)) {
      case WAITS -> queueAlarm.need();
      case WAITS_FOR_A_NEW_WORKER -> {
        workforce.launch();
        queueAlarm.need();
      }
      case FULL -> reject(call, CallRejectedException.Reason.QUEUE_FULL);
      case CLOSED -> {
        // It may have looked as if it came in.
        completeIfDrained();
        reject(call, CallRejectedException.Reason.CLOSED);
      }
    }
    if (workforce.cancelsAll()) {
      // It came in after those that waited were cancelled.
      call.cancel();
    }
    return call;
  }

  /** {@return what it is doing at this moment, and what it has done} */
  public BulkheadMetrics metrics() {
    // What was accepted is counted last: no snapshot has more ends than accepted calls.
    Map<CallState, Long> ends = statistics.ends();
    int deafNow = deaf.get();
    return new BulkheadMetrics(
        settings.name(),
        settings.concurrency(),
        gate.queued(),
        Math.max(0, gate.running() - deafNow),
        deafNow,
        gate.accepted(),
        statistics.rejectedCount(),
        ends,
        statistics.queueWait(),
        statistics.runTime());
  }

  /** {@return whether {@link #close} was called: every call is rejected from then on} */
  public boolean isClosed() {
    return closing;
  }

  /**
   * As {@link #close(Duration)}, which cancels at once what was accepted.
   *
   * @return as there
   */
  public Future<Void> close() {
    return close(Duration.ZERO);
  }

  /**
   * Accepts nothing any more, lets the accepted calls go on for {@code drain}, then cancels those
   * that are left. Frees its threads at the end, and then its name.
   *
   * @param drain 0 or more; of a second call only the future counts
   * @return completes, on the bulkhead's own context, when every accepted call has told its end and
   *     the threads are freed; threads that ignore their interrupt are waited for a second
   */
  public Future<Void> close(Duration drain) {
    Objects.requireNonNull(drain, "drain");
    if (gate.close()) {
      closing = true;
      if (drain.isPositive()) {
        stopsDraining = time.after(drain, this::cancelAll);
      } else {
        cancelAll();
      }
      completeIfDrained();
    }
    return closed;
  }

  Time time() {
    return time;
  }

  /** A call that still runs has been stopped. By whoever stopped it. */
  void stoppedRunning(PendingCall<?> call) {
    deaf.incrementAndGet();
    ended(call);
  }

  /** The thread of a call that was stopped before is back. On that thread. */
  void cameBack() {
    deaf.decrementAndGet();
  }

  /** A call that ran has its final state. */
  void ended(PendingCall<?> call) {
    statistics.endedRunning(call.state(), call.started() - call.accepted(), call.ran());
  }

  /** A call that waited has its final state. */
  void leftQueue(PendingCall<?> call) {
    gate.stopped(call);
    statistics.endedQueued(call.state());
  }

  /** An accepted call has told its end. On the context of its caller. */
  void told() {
    told.increment();
    completeIfDrained();
  }

  /** Asked here, on the caller's thread: what an application's function throws is the caller's. */
  private int weight(CallOptions options) {
    if (options.key().isEmpty()) {
      return 1;
    }
    Object key = options.key().get();
    int unused = key.hashCode();
    return Math.max(1, settings.weight().applyAsInt(key));
  }

  private void reject(PendingCall<?> call, CallRejectedException.Reason reason) {
    statistics.rejected();
    call.reject(
        new CallRejectedException(
            settings.name(),
            reason,
            gate.running(),
            gate.queued(),
            statistics.untilNext(settings.threads().sideBySide(settings.concurrency()))));
  }

  private Future<Threads.Launcher> open() {
    if (names().putIfAbsent(settings.name(), new Listed(this::metrics)) != null) {
      throw new IllegalArgumentException(
          "name '%s' is not allowed: another bulkhead of this Vertx has it; allowed: a name of its own"
              .formatted(settings.name()));
    }
    try {
      // Vert.x would close them in an order of its own, with calls running or waiting to run.
      return Contexts.apart(home, this::openThreads);
    } catch (RuntimeException notOpened) {
      names().remove(settings.name());
      throw notOpened;
    }
  }

  private Future<Threads.Launcher> openThreads() {
    return settings.threads().open(vertx, POOL + settings.name(), settings.concurrency());
  }

  private void completeIfDrained() {
    if (closing && told.sum() == gate.accepted()) {
      drained.tryComplete();
    }
  }

  /** Its home closes, and with it the timer that would end a drain. */
  private void closeWithHome(Completable<Void> told) {
    close().onComplete(told);
    cancelAll();
  }

  private Future<Void> free() {
    Contexts.closeAlone(home, closesWithHome);
    stopsDraining.run();
    queueAlarm.stop();
    Future<Void> freed = workforce.free().onComplete(done -> names().remove(settings.name()));
    return deaf.get() == 0 ? freed : Future.succeededFuture();
  }

  private LocalMap<String, Listed> names() {
    return vertx.sharedData().getLocalMap(NAMES);
  }

  private long expireOverdue() {
    List<PendingCall<?>> due = new ArrayList<>();
    long now = time.nanoTime();
    long next = gate.gatherDue(now, settings.queueTimeout(), due);
    due.forEach(PendingCall::expire);
    return next == Alarm.NEVER ? next : next + settings.queueTimeout().toNanos() - now;
  }

  private void cancelAll() {
    // Whoever comes in from now on sees it.
    workforce.cancelAll();
    gate.waiting().forEach(PendingCall::cancel);
  }
}
