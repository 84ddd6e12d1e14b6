package dev.interleave.work;

import dev.interleave.values.Allowed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Waits for a lock: another thread holds a monitor for a while, and the call has to enter it. An
 * interrupt ends no wait for a monitor, so a call that is stopped goes on to wait until the monitor
 * is free.
 *
 * <p>Each call has a monitor and a thread that holds it, so there are at most {@value #MONITORS} of
 * them; a call beyond that waits, as long as it is not interrupted, for one of the others to end.
 * The holders are platform threads: virtual ones would hold for longer where the calls take all
 * processors.
 */
public final class LockWait implements Kind {
  /** How long the other thread holds the monitor. */
  public static final Argument<Duration> DURATION =
      new Argument<>(
          "duration",
          Allowed.duration(Duration.ZERO, Duration.ofMinutes(10)),
          Duration.ofSeconds(2),
          "how long another thread holds the lock");

  /** How many monitors are held at the same time, at the most. */
  static final int MONITORS = 100;

  private final Semaphore free = new Semaphore(MONITORS, true);
  private final Set<Thread> holders = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "lock";
  }

  @Override
  public String description() {
    return "Waits for a lock that another thread holds: an interrupt does not end that, so a call"
        + " that is stopped keeps its thread.";
  }

  @Override
  public List<Argument<?>> arguments() {
    return List.of(DURATION);
  }

  /** Returns the milliseconds that it really took, a number. */
  @Override
  public Object run(Arguments arguments) throws InterruptedException {
    long start = System.nanoTime();
    free.acquire();
    try {
      waitFor(new Monitor(arguments.get(DURATION)));
    } finally {
      free.release();
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Frees every monitor that is still held. */
  @Override
  public void close() {
    holders.forEach(Thread::interrupt);
  }

  private void waitFor(Monitor monitor) throws InterruptedException {
    Thread holder = Thread.ofPlatform().daemon().name("lock-holder").unstarted(monitor::hold);
    holders.add(holder);
    holder.start();
    try {
      monitor.held.await();
      monitor.enter();
    } finally {
      holder.interrupt();
      holders.remove(holder);
    }
  }

  private static final class Monitor {
    private final CountDownLatch held = new CountDownLatch(1);
    private final Duration duration;

    Monitor(Duration duration) {
      this.duration = duration;
    }

    synchronized void hold() {
      held.countDown();
      try {
        Thread.sleep(duration);
      } catch (InterruptedException nobodyWaits) {
        // The kind is closed, or the call has gone.
      }
    }

    synchronized void enter() {
      // All that it does is to wait until it is here.
    }
  }
}
