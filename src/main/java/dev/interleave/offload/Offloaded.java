package dev.interleave.offload;

import java.util.concurrent.Callable;

/**
 * One accepted call, and the one place where the owner's thread and the thread that runs the call
 * meet. The lock is held for a few instructions at a time, never during the call.
 *
 * <p>An interrupt is delivered only while the call runs, and its flag is cleared before the thread
 * goes on: Vert.x would let it leak into the next task.
 */
public final class Offloaded {
  private final Offload offload;
  private final Callable<?> call;
  private final Observer observer;

  private State state = State.QUEUED;
  private Thread thread;
  private long started;

  private boolean handedOver;
  private boolean startTold;
  private Runnable alarm = () -> {};

  Offloaded(Offload offload, Callable<?> call, Observer observer) {
    this.offload = offload;
    this.call = call;
    this.observer = observer;
  }

  /**
   * Stops the call: while queued it never runs; while running it is interrupted. Either way it is
   * {@link State#CANCELLED}, and the observer has heard of it, when this returns. Called on the
   * owner's context.
   *
   * @return false if it had its final state already; then nothing happens
   */
  public boolean cancel() {
    return offload.cancel(this);
  }

  /** Makes the call, unless it was stopped before. On the strategy's thread; never throws. */
  void run() {
    if (begin()) {
      Object value = null;
      Throwable error = null;
      try {
        value = call.call();
      } catch (Throwable thrown) {
        error = thrown;
      }
      end(value, error);
    }
  }

  /** It cannot be run; does nothing once it has begun. On the loop. */
  void reject(Throwable error) {
    if (withdraw(State.FAILED)) {
      offload.onOwner(() -> offload.ended(this, Outcome.threw(error, offload.now()), false));
    }
  }

  synchronized boolean isQueued() {
    return state == State.QUEUED;
  }

  /**
   * Gives it its final state if it is still queued; then it never runs.
   *
   * @return whether that was so
   */
  synchronized boolean withdraw(State verdict) {
    if (state != State.QUEUED) {
      return false;
    }
    state = verdict;
    return true;
  }

  /**
   * Gives it its final state if it is running, and interrupts it.
   *
   * @return whether that was so
   */
  synchronized boolean interrupt(State verdict) {
    if (state != State.RUNNING) {
      return false;
    }
    state = verdict;
    thread.interrupt();
    return true;
  }

  /** When it began; meaningful once it has. */
  synchronized long started() {
    return started;
  }

  /** The thread that it holds or held; meaningful once it has begun. */
  synchronized Thread thread() {
    return thread;
  }

  Observer observer() {
    return observer;
  }

  /** Whether it has a place. On the owner's context. */
  boolean isHandedOver() {
    return handedOver;
  }

  void setHandedOver() {
    handedOver = true;
  }

  /** Whether the owner knows that it has begun. On the owner's context. */
  boolean isStartTold() {
    return startTold;
  }

  void setStartTold() {
    startTold = true;
  }

  /**
   * Stops the alarm that is set for it, and remembers how to stop the next. On the owner's context.
   */
  void replaceAlarm(Runnable stopsNext) {
    alarm.run();
    alarm = stopsNext;
  }

  private synchronized boolean begin() {
    if (state != State.QUEUED) {
      return false;
    }
    state = State.RUNNING;
    thread = Thread.currentThread();
    started = offload.now();
    offload.onOwner(() -> offload.began(this));
    return true;
  }

  private synchronized void end(Object value, Throwable error) {
    Thread.interrupted();
    if (state != State.RUNNING) {
      offload.onOwner(() -> offload.released(this));
      return;
    }
    state = error == null ? State.SUCCEEDED : State.FAILED;
    long now = offload.now();
    Outcome outcome = error == null ? Outcome.returned(value, now) : Outcome.threw(error, now);
    offload.onOwner(() -> offload.ended(this, outcome, false));
  }
}
