package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may run and who waits: the permits and the queue of one bulkhead. A call that comes is let in
 * without a lock; workers take calls behind one that is held for a few instructions at a time.
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
  private final int reserved;
  private final int permitsOfAll;
  private final int queue;
  private final int mostOnTheirWay;

  /** Calls that were let in and stand in no queue yet. */
  private final Intake<PendingCall<?>> intake = new Intake<>();

  /** Calls that wait or hold a permit. */
  private final Occupancy criticalInside = new Occupancy();

  private final Occupancy othersInside = new Occupancy();
  private volatile boolean closed;

  /**
   * Whether a call has ever had a key or been critical. Until then, a call that comes goes after
   * all that wait, and may as well stay in the intake until they are gone.
   */
  private volatile boolean takesTurns;

  // The rest is guarded by the lock. What is volatile is read without it as well.
  private final FairQueue critical = new FairQueue();
  private final FairQueue others = new FairQueue();
  private int running;
  private int othersRunning;

  /** Workers that have come and have not taken their first call yet. */
  private int comers;

  private volatile int workers;

  /** Workers that are launched and have not come yet. */
  private volatile int onTheirWay;

  /**
   * @param permits how many calls may run at the same time
   * @param reserved how many of these permits only critical calls may hold
   * @param queue how many calls may wait when every permit that they may hold is taken
   * @param mostOnTheirWay how many workers may be on their way to their first call
   */
  Gate(int permits, int reserved, int queue, int mostOnTheirWay) {
    this.permits = permits;
    this.reserved = reserved;
    this.permitsOfAll = permits - reserved;
    this.queue = queue;
    this.mostOnTheirWay = mostOnTheirWay;
  }

  /** Lets a call in to wait, or not. Takes the lock only where it has to; see the comments. */
  Admission enter(PendingCall<?> call) {
    if (closed) {
      return Admission.CLOSED;
    }
    if (!findsRoom(call)) {
      return Admission.FULL;
    }
    // The call was counted before `closed` is read here. Whoever closes writes `closed` before it
    // counts the calls. So one of the two sees the other.
    if (closed) {
      inside(call).takesBack();
      return Admission.CLOSED;
    }
    if (!takesTurns && (call.isCritical() || call.hasKey())) {
      takesTurns = true;
    }
    intake.put(call);
    // The call is in the intake before these are read. A worker writes them before it looks into
    // the intake. So one of the two sees the other.
    boolean areEnough = workers == permits || onTheirWay >= mostOnTheirWay;
    return !areEnough && takesOneMoreWorker() ? Admission.WAITS_FOR_A_NEW_WORKER : Admission.WAITS;
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
    PendingCall<?> next = poll(made, now);
    while (next == null && !ends()) {
      next = poll(made, now);
    }
    passPermit(made, next);
    return next;
  }

  /** A worker ends after a call; others may wait. */
  synchronized void end(PendingCall<?> made) {
    passPermit(made, null);
    workers--;
  }

  /**
   * A worker that was to come never will.
   *
   * @return whether others are left
   */
  synchronized boolean neverComes() {
    onTheirWay--;
    workers--;
    return workers > 0;
  }

  /**
   * Whether one more worker is to be launched for calls that wait; if so, it is counted from now
   * on.
   */
  synchronized boolean takesOneMoreWorker() {
    sortIn();
    int mayBegin = critical.size() + Math.min(others.size(), permitsOfAll - othersRunning);
    if (workers < permits && onTheirWay < Math.min(mayBegin - comers, mostOnTheirWay)) {
      workers++;
      onTheirWay++;
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
    onTheirWay--;
    comers++;
    return takesOneMoreWorker();
  }

  /** A call that waited has been stopped. */
  synchronized void stopped(PendingCall<?> call) {
    sortIn();
    queue(call).stopped();
    inside(call).leaves();
  }

  /** Lets nobody in from now on. Returns false if that was so already. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /** Every call that waits. */
  synchronized List<PendingCall<?>> waiting() {
    sortIn();
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
    sortIn();
    long acceptedUntil = now - timeout.toNanos();
    long first = critical.gatherDue(acceptedUntil, due);
    long second = others.gatherDue(acceptedUntil, due);
    if (first == Alarm.NEVER || second == Alarm.NEVER) {
      return first == Alarm.NEVER ? second : first;
    }
    return Math.min(first, second);
  }

  /** How many calls were let in since the start. */
  long accepted() {
    return criticalInside.came() + othersInside.came();
  }

  /** How many calls wait. */
  synchronized int queued() {
    sortIn();
    return critical.size() + others.size();
  }

  /** How many calls hold a thread, those that were stopped included. */
  synchronized int running() {
    return running;
  }

  private boolean findsRoom(PendingCall<?> call) {
    if (call.isCritical() || othersMayHaveLessRoom()) {
      return findsRoomBesideTheOtherKind(call);
    }
    if (!othersInside.comes(queue + permitsOfAll)) {
      return false;
    }
    if (othersMayHaveLessRoom()) {
      // Critical calls have come meanwhile.
      othersInside.takesBack();
      return findsRoomBesideTheOtherKind(call);
    }
    return true;
  }

  /** Whether critical calls hold, or wait for, more than what is reserved for them. */
  private boolean othersMayHaveLessRoom() {
    return criticalInside.now() > reserved;
  }

  private synchronized boolean findsRoomBesideTheOtherKind(PendingCall<?> call) {
    if (call.isCritical()) {
      return criticalInside.comes(queue + permits - othersRunning);
    }
    // Critical calls that wait go before the others.
    int leftByCritical = (int) (permits - criticalInside.now());
    return othersInside.comes(
        queue + Math.min(permitsOfAll, Math.max(othersRunning, leftByCritical)));
  }

  /** The first that may have the permit of the one that was made, or a free one. */
  private @Nullable PendingCall<?> poll(@Nullable PendingCall<?> made, long now) {
    if (takesTurns) {
      sortIn();
    }
    PendingCall<?> next = pollQueues(made, now);
    if (next == null) {
      sortIn();
      next = pollQueues(made, now);
    }
    return next;
  }

  private @Nullable PendingCall<?> pollQueues(@Nullable PendingCall<?> made, long now) {
    PendingCall<?> next = critical.poll(now);
    boolean isFreeForOthers = othersRunning - othersAmong(made) < permitsOfAll;
    return next == null && isFreeForOthers ? others.poll(now) : next;
  }

  /** A worker ends, unless a call has come that may count on it. */
  private synchronized boolean ends() {
    workers--;
    if (intake.isEmpty()) {
      return true;
    }
    workers++;
    return false;
  }

  /** Brings what has come into the queues. Whoever counts, stops or picks calls does it first. */
  private void sortIn() {
    for (PendingCall<?> call = intake.takeOldestFirst(); call != null; ) {
      PendingCall<?> next = (PendingCall<?>) call.link;
      call.link = null;
      queue(call).add(call);
      call = next;
    }
  }

  /**
   * A worker's permit passes from one call to the next. What stays the same is not written: those
   * who come read beside it, and would have to fetch it anew.
   */
  private void passPermit(@Nullable PendingCall<?> made, @Nullable PendingCall<?> next) {
    if (made != null) {
      inside(made).leaves();
    }
    if ((made == null) != (next == null)) {
      running += made == null ? 1 : -1;
    }
    int moreOthers = othersAmong(next) - othersAmong(made);
    if (moreOthers != 0) {
      othersRunning += moreOthers;
    }
  }

  private static int othersAmong(@Nullable PendingCall<?> call) {
    return call == null || call.isCritical() ? 0 : 1;
  }

  private FairQueue queue(PendingCall<?> call) {
    return call.isCritical() ? critical : others;
  }

  private Occupancy inside(PendingCall<?> call) {
    return call.isCritical() ? criticalInside : othersInside;
  }
}
