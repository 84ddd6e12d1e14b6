package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who may run and who waits: the permits and the queue of one bulkhead, behind one lock that is
 * held for a few instructions at a time.
 *
 * <p>A worker is a thread that makes calls. There are at most as many as there are permits; a call
 * holds its worker's permit until the thread is back, also when it was stopped before.
 */
final class Gate {
  /** What becomes of a call that comes to the gate. */
  enum Admission {
    /** It waits for one of the workers that are there. */
    WAITS,
    /** It waits, and one more worker is to be launched. */
    WAITS_FOR_A_NEW_WORKER,
    /** Neither a permit nor room in the queue is left for it. */
    FULL,
    /** Nobody is let in any more. */
    CLOSED
  }

  private final int permits;
  private final int permitsOfAll;
  private final int queue;
  private final int mostOnTheirWay;
  private final FairQueue critical;
  private final FairQueue others;
  private int workers;
  private int running;

  /** Workers that have come and have not taken their first call yet. */
  private int comers;

  private int othersRunning;
  private long accepted;
  private boolean closed;

  /**
   * @param permits how many calls may run at the same time
   * @param reserved how many of these permits only critical calls may hold
   * @param queue how many calls may wait when every permit that they may hold is taken
   * @param mostOnTheirWay how many workers may be on their way to their first call
   */
  Gate(int permits, int reserved, int queue, int mostOnTheirWay, ToIntFunction<Object> weight) {
    this.permits = permits;
    this.permitsOfAll = permits - reserved;
    this.queue = queue;
    this.mostOnTheirWay = mostOnTheirWay;
    this.critical = new FairQueue(weight);
    this.others = new FairQueue(weight);
  }

  /** Lets a call in to wait, or not. */
  synchronized Admission enter(PendingCall<?> call) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (call.isCritical()) {
      if (critical.size() >= queue + permits - running) {
        return Admission.FULL;
      }
      critical.add(call);
    } else {
      if (others.size() >= queue + freeForOthers()) {
        return Admission.FULL;
      }
      others.add(call);
    }
    accepted++;
    return takesOneMoreWorker() ? Admission.WAITS_FOR_A_NEW_WORKER : Admission.WAITS;
  }

  /**
   * The next call for a worker, which runs from now on; or none, and then the worker has given its
   * permit back.
   *
   * @param made the call that the worker has just made, or null if it comes new
   * @return null if the worker is to end
   */
  synchronized @Nullable PendingCall<?> next(@Nullable PendingCall<?> made, long now) {
    if (made == null) {
      comers--;
    }
    leave(made);
    PendingCall<?> next = critical.poll(now);
    if (next == null && othersRunning < permitsOfAll) {
      next = others.poll(now);
    }
    if (next == null) {
      workers--;
    } else {
      running++;
      othersRunning += next.isCritical() ? 0 : 1;
    }
    return next;
  }

  /**
   * A worker ends after one call, or without one.
   *
   * @return whether others are left
   */
  synchronized boolean end(@Nullable PendingCall<?> made) {
    leave(made);
    workers--;
    return workers > 0;
  }

  /**
   * Whether one more worker is to be launched for calls that wait; if so, it is counted from now
   * on.
   */
  synchronized boolean takesOneMoreWorker() {
    int onTheirWay = workers - running - comers;
    int mayBegin = critical.size() + Math.min(others.size(), permitsOfAll - othersRunning);
    if (workers < permits && onTheirWay < Math.min(mayBegin - comers, mostOnTheirWay)) {
      workers++;
      return true;
    }
    return false;
  }

  /**
   * A worker has come for its first call, and is about to take it.
   *
   * @return whether one more worker is to be launched, as {@link #takesOneMoreWorker}
   */
  synchronized boolean comes() {
    comers++;
    return takesOneMoreWorker();
  }

  /** A call that waited has been stopped. */
  synchronized void stopped(PendingCall<?> call) {
    (call.isCritical() ? critical : others).stopped();
  }

  /** Lets nobody in from now on. Returns false if that was so already. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Every call that waits. */
  synchronized List<PendingCall<?>> waiting() {
    List<PendingCall<?>> waiting = new ArrayList<>();
    critical.forEach(waiting::add);
    others.forEach(waiting::add);
    return waiting;
  }

  /**
   * Gathers the calls that have waited too long.
   *
   * @return when the first of the others was accepted, or {@link Alarm#NEVER} if there are none
   */
  synchronized long gatherDue(long now, Duration timeout, List<PendingCall<?>> due) {
    long acceptedUntil = now - timeout.toNanos();
    long first = critical.gatherDue(acceptedUntil, due);
    long second = others.gatherDue(acceptedUntil, due);
    if (first == Alarm.NEVER || second == Alarm.NEVER) {
      return first == Alarm.NEVER ? second : first;
    }
    return Math.min(first, second);
  }

  /** How many calls were let in since the start. */
  synchronized long accepted() {
    return accepted;
  }

  /** How many calls wait. */
  synchronized int queued() {
    return critical.size() + others.size();
  }

  /** How many calls hold a thread, those that were stopped included. */
  synchronized int running() {
    return running;
  }

  /** How many of the others may begin at once; critical calls that wait go before them. */
  private int freeForOthers() {
    int freeForAll = Math.max(0, permits - running - critical.size());
    return Math.min(permitsOfAll - othersRunning, freeForAll);
  }

  private void leave(@Nullable PendingCall<?> made) {
    if (made != null) {
      running--;
      othersRunning -= made.isCritical() ? 0 : 1;
    }
  }
}
