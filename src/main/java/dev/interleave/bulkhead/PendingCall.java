package dev.interleave.bulkhead;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One call and its state, which is changed by compare-and-set alone: whoever changes it to a final
 * one tells the end. The call is its own mail then.
 */
final class PendingCall<T> extends Mail implements Call<T> {
  private static final VarHandle STATE;
  private static final long MOMENT_NANOS = 10_000;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(PendingCall.class, "state", CallState.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final Bulkhead bulkhead;
  private final Callable<T> callable;
  private final CallOptions options;
  private final int weight;
  private final Context context;
  private final Promise<T> promise;
  private final ContextCarrier.Captured captured;
  private final long accepted;

  private volatile CallState state = CallState.QUEUED;
  private volatile boolean interruptIsOver;

  /** The thread that makes it; written when it begins. */
  @SuppressWarnings("NullAway.Init")
  private Thread thread;

  private long started;

  /** What it returned or threw; written by the thread that makes it. */
  private @Nullable T value;

  private @Nullable Throwable error;

  /** When and why it ended; written by whoever ended it. */
  private long ended;

  private @Nullable BulkheadException stopped;
  private boolean begun;
  private boolean holdsThread;

  /** Whether its listener knows that it has begun. Confined to the caller's context. */
  private boolean startIsTold;

  PendingCall(
      Bulkhead bulkhead,
      Callable<T> callable,
      CallOptions options,
      int weight,
      Context context,
      ContextCarrier.Captured captured,
      long accepted) {
    this.bulkhead = bulkhead;
    this.callable = callable;
    this.options = options;
    this.weight = weight;
    this.context = context;
    this.promise = Contexts.promise(context);
    this.captured = captured;
    this.accepted = accepted;
  }

  @Override
  public Future<T> future() {
    return promise.future();
  }

  @Override
  public CallState state() {
    return state;
  }

  Object key() {
    return options.key().orElse(FairQueue.NO_KEY);
  }

  boolean hasKey() {
    return options.key().isPresent();
  }

  /** How many calls of its key are taken in a turn. */
  int weight() {
    return weight;
  }

  boolean isCritical() {
    return options.critical();
  }

  /** When it was accepted, by the bulkhead's clock. */
  long accepted() {
    return accepted;
  }

  /** When it began; meaningful once it has. */
  long started() {
    return started;
  }

  /** Nanoseconds from its start to its end; meaningful once it has ended. */
  long ran() {
    return ended - started;
  }

  /** It was not accepted; nobody but the future is told. On the caller's thread. */
  void reject(CallRejectedException why) {
    state = CallState.REJECTED;
    promise.fail(why);
  }

  /** It cannot be made; does nothing unless it is still queued. Any thread. */
  boolean fail(Throwable why) {
    if (!change(CallState.QUEUED, CallState.FAILED)) {
      return false;
    }
    error = why;
    leaveQueue();
    return true;
  }

  /** It has waited too long; does nothing unless it is still queued. Any thread. */
  void expire() {
    if (change(CallState.QUEUED, CallState.EXPIRED)) {
      stopped = new QueueTimeoutException(bulkhead.name(), since(accepted));
      leaveQueue();
    }
  }

  /** It has run too long; does nothing unless it still runs. Any thread. */
  void timeOut() {
    if (change(CallState.RUNNING, CallState.TIMED_OUT)) {
      interrupt(new CallTimeoutException(bulkhead.name(), since(started)));
    }
  }

  @Override
  public boolean cancel() {
    if (change(CallState.QUEUED, CallState.CANCELLED)) {
      stopped = new CallCancelledException(bulkhead.name(), false);
      leaveQueue();
      return true;
    }
    if (change(CallState.RUNNING, CallState.CANCELLED)) {
      interrupt(new CallCancelledException(bulkhead.name(), true));
      return true;
    }
    return false;
  }

  /**
   * It runs from now on, on the calling thread.
   *
   * @param now when the thread last looked at the clock; the call may have been accepted since
   * @return false if it was stopped before
   */
  boolean begin(long now) {
    thread = Thread.currentThread();
    started = now - accepted > 0 ? now : accepted;
    return change(CallState.QUEUED, CallState.RUNNING);
  }

  /** Makes the call. On the thread that began it; never throws. */
  void run() {
    if (options.listener().isPresent()) {
      mailbox().put(new News(context, this::tellStart));
    }
    Object before = Contexts.begin(context);
    try {
      Runnable detach = captured.attach();
      try {
        value = callable.call();
      } finally {
        detach.run();
      }
    } catch (Throwable thrown) {
      error = thrown;
    } finally {
      Contexts.end(context, before);
    }
  }

  /**
   * The thread is back. Clears its interrupt, be it the call's own or the one that stopped it:
   * Vert.x would let it leak into the next task of the thread.
   *
   * @return whether the call ends by this; if not, it was stopped before
   */
  boolean comeBack(long now) {
    boolean ends =
        change(CallState.RUNNING, error == null ? CallState.SUCCEEDED : CallState.FAILED);
    if (ends) {
      begun = true;
      ended = now;
      bulkhead.ended(this);
    } else {
      awaitInterrupt();
      bulkhead.cameBack();
    }
    Thread.interrupted();
    return ends;
  }

  /** Tells the end. By whoever ended it, once. */
  void tellEnd() {
    mailbox().put(this);
  }

  /** Tells that the thread of the stopped call has come back. */
  void tellRelease() {
    options.listener().ifPresent(listener -> mailbox().put(new News(context, listener::released)));
  }

  @Override
  Context context() {
    return context;
  }

  @Override
  void deliver() {
    try {
      options.listener().ifPresent(this::tellEnd);
    } finally {
      if (state == CallState.SUCCEEDED) {
        promise.complete(value);
      } else {
        promise.fail(state == CallState.FAILED ? error : stopped);
      }
      bulkhead.told();
    }
  }

  private void tellEnd(CallListener listener) {
    try {
      if (begun) {
        // The news of the start may be on its way still; the listener hears of it first all the
        // same.
        tellStart();
      }
    } finally {
      listener.ended(
          new CallEnd(
              state,
              Optional.ofNullable(state == CallState.SUCCEEDED ? value : null),
              Optional.ofNullable(state == CallState.FAILED ? error : stopped),
              ended,
              holdsThread));
    }
  }

  private void tellStart() {
    if (!startIsTold) {
      startIsTold = true;
      options.listener().orElseThrow().started(thread, started);
    }
  }

  private void leaveQueue() {
    ended = bulkhead.time().nanoTime();
    bulkhead.leftQueue(this);
    tellEnd();
  }

  private void interrupt(BulkheadException why) {
    stopped = why;
    ended = bulkhead.time().nanoTime();
    begun = true;
    holdsThread = true;
    try {
      bulkhead.stoppedRunning(this);
      thread.interrupt();
      tellEnd();
    } finally {
      interruptIsOver = true;
    }
  }

  /**
   * Waits for a few instructions of the thread that has stopped the call. Virtual threads that only
   * yielded to each other could starve the one that they wait for.
   */
  private void awaitInterrupt() {
    while (!interruptIsOver) {
      LockSupport.parkNanos(this, MOMENT_NANOS);
      // An interrupted thread does not park.
      Thread.interrupted();
    }
  }

  private Duration since(long nanoTime) {
    return Duration.ofNanos(bulkhead.time().nanoTime() - nanoTime);
  }

  private Mailbox mailbox() {
    return Mailbox.of(context);
  }

  private boolean change(CallState from, CallState to) {
    return STATE.compareAndSet(this, from, to);
  }
}
