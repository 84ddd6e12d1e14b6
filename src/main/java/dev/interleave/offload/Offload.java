package dev.interleave.offload;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.concurrent.Callable;

/**
 * Governs one strategy: as many calls are handed to it as it has places, a bounded number waits,
 * the rest is refused; every call that was accepted reaches a final state.
 *
 * <p>Two contexts take part. Every public method is called on the <em>owner's</em> context, which
 * keeps all the state here and must not block. The calls are made from the <em>loop</em>'s context,
 * which may block as it likes: accepting, refusing, cancelling and deadlines go on.
 */
public final class Offload {
  private static final double WEIGHT_OF_THE_LAST = 0.2;

  private final Strategy.Caller caller;
  private final Limits limits;
  private final Context loop;
  private final Context owner;
  private final Time time;

  private final SequencedSet<Offloaded> waiting = new LinkedHashSet<>();
  private final SequencedSet<Offloaded> unfinished = new LinkedHashSet<>();
  private final Promise<Void> drained = Promise.promise();
  private int places;
  private int comingBack;
  private int running;
  private int ignoringInterrupt;
  private long accepted;
  private long refused;
  private double meanRunNanos;
  private boolean closed;

  /**
   * @param caller an opened strategy
   * @param limits its bounds; the pool size is the one that the strategy was opened with
   * @param loop where the calls are made from
   * @param owner where all else happens
   * @param time tells the time, and goes off on the owner's context
   */
  public Offload(Strategy.Caller caller, Limits limits, Context loop, Context owner, Time time) {
    this.caller = caller;
    this.limits = limits;
    this.loop = loop;
    this.owner = owner;
    this.time = time;
    this.places = limits.poolSize();
  }

  /**
   * Accepts a call, or refuses it.
   *
   * @param call what blocks; it should end soon after an interrupt
   * @param observer hears of its start and its end
   * @throws Refused if the queue is full or {@link #close} was called; the observer hears nothing
   *     then
   */
  public Offloaded submit(Callable<?> call, Observer observer) {
    if (closed) {
      refused++;
    }
    requireOpen();
    // A place whose call has ended is as good as free, though its thread is still on its way back.
    if (places == 0 && waiting.size() >= limits.queueSize() + comingBack) {
      refused++;
      throw new Refused(Refused.Reason.QUEUE_FULL, queueFull(), nextPlace());
    }
    accepted++;
    Offloaded offloaded = new Offloaded(this, call, observer);
    unfinished.add(offloaded);
    waiting.add(offloaded);
    offloaded.replaceAlarm(time.after(limits.queueDeadline(), () -> expire(offloaded)));
    handOver();
    return offloaded;
  }

  /**
   * Whether a call could be accepted at all. Asking counts as no refusal.
   *
   * @throws Refused if {@link #close} was called
   */
  public void requireOpen() {
    if (closed) {
      throw new Refused(Refused.Reason.CLOSED, "shutting down", Duration.ofSeconds(1));
    }
  }

  /** What is going on at this moment. */
  public Load load() {
    int queued = unfinished.size() - running;
    return new Load(queued, running, ignoringInterrupt, accepted, refused);
  }

  /**
   * Accepts nothing any more, lets the accepted calls go on for {@code drain}, then cancels those
   * that are left.
   *
   * @return completes, on the owner's context, when every accepted call has its final state;
   *     threads that ignore their interruption are not waited for
   */
  public Future<Void> close(Duration drain) {
    if (!closed) {
      closed = true;
      time.after(drain, () -> new ArrayList<>(unfinished).forEach(Offloaded::cancel));
      completeIfDrained();
    }
    return drained.future();
  }

  boolean cancel(Offloaded offloaded) {
    if (offloaded.withdraw(State.CANCELLED)) {
      ended(offloaded, Outcome.stopped(State.CANCELLED, now()), false);
      return true;
    }
    return interrupt(offloaded, State.CANCELLED);
  }

  void began(Offloaded offloaded) {
    if (offloaded.isStartTold()) {
      return;
    }
    offloaded.setStartTold();
    running++;
    Duration ran = Duration.ofNanos(now() - offloaded.started());
    offloaded.replaceAlarm(
        time.after(limits.runDeadline().minus(ran), () -> interrupt(offloaded, State.TIMED_OUT)));
    offloaded.observer().started(offloaded.thread(), offloaded.started());
  }

  void ended(Offloaded offloaded, Outcome outcome, boolean holdsThread) {
    offloaded.replaceAlarm(() -> {});
    unfinished.remove(offloaded);
    waiting.remove(offloaded);
    if (!holdsThread) {
      comesBack(offloaded);
    }
    if (offloaded.isStartTold()) {
      running--;
      learn(outcome.ended() - offloaded.started());
    }
    try {
      offloaded.observer().ended(outcome, holdsThread);
    } finally {
      completeIfDrained();
    }
  }

  void released(Offloaded offloaded) {
    ignoringInterrupt--;
    comesBack(offloaded);
    offloaded.observer().released();
  }

  long now() {
    return time.nanoTime();
  }

  void onOwner(Runnable action) {
    owner.runOnContext(v -> action.run());
  }

  private void expire(Offloaded offloaded) {
    if (offloaded.withdraw(State.EXPIRED)) {
      ended(offloaded, Outcome.stopped(State.EXPIRED, now()), false);
    }
  }

  private boolean interrupt(Offloaded offloaded, State verdict) {
    if (!offloaded.interrupt(verdict)) {
      return false;
    }
    // The news of its start may still be on the way; the observer hears of it first all the same.
    began(offloaded);
    ignoringInterrupt++;
    ended(offloaded, Outcome.stopped(verdict, now()), true);
    return true;
  }

  private void handOver() {
    while (places > 0 && !waiting.isEmpty()) {
      Offloaded next = waiting.removeFirst();
      next.setHandedOver();
      places--;
      loop.runOnContext(v -> call(next));
    }
  }

  private void call(Offloaded offloaded) {
    Future<?> free = Future.succeededFuture();
    if (offloaded.isQueued()) {
      try {
        free = caller.call(offloaded::run);
      } catch (RuntimeException refusedByPool) {
        free = Future.failedFuture(refusedByPool);
      }
    }
    free.onFailure(offloaded::reject).onComplete(done -> onOwner(this::placeFree));
  }

  private void comesBack(Offloaded offloaded) {
    if (offloaded.isHandedOver()) {
      comingBack++;
    }
  }

  private void placeFree() {
    comingBack--;
    places++;
    handOver();
  }

  private void completeIfDrained() {
    if (closed && unfinished.isEmpty()) {
      drained.tryComplete();
    }
  }

  private void learn(long runNanos) {
    meanRunNanos =
        meanRunNanos == 0
            ? runNanos
            : meanRunNanos + WEIGHT_OF_THE_LAST * (runNanos - meanRunNanos);
  }

  private String queueFull() {
    return "the queue is full: %d calls under way and %d waiting, which is all that is allowed"
        .formatted(limits.poolSize(), limits.queueSize());
  }

  private Duration nextPlace() {
    long seconds = (long) Math.ceil(meanRunNanos / limits.poolSize() / 1e9);
    return Duration.ofSeconds(Math.clamp(seconds, 1, 60));
  }
}
