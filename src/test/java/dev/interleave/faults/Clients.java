package dev.interleave.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Clients that do the same again and again, each on a thread of its own, until they are told. */
final class Clients implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  private Clients() {}

  /** What a client does from its first request to its last. */
  @FunctionalInterface
  interface Life {
    /**
     * Lives.
     *
     * @param number of the client, from 0
     * @param goesOn false when it shall end
     */
    void live(int number, BooleanSupplier goesOn) throws Exception;
  }

  static Clients start(int count, Life life) {
    Clients clients = new Clients();
    for (int i = 0; i < count; i++) {
      int number = i;
      clients.threads.add(Thread.ofVirtual().start(() -> clients.live(life, number)));
    }
    return clients;
  }

  /** Tells them to end, and waits until they have. Fails if one of them has. */
  @Override
  public void close() {
    over = true;
    join();
  }

  /** Waits until all have ended by themselves. */
  void join() {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        throw new AssertionError("clients have not ended in time", stopped);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " clients have failed", failures.peek());
    }
  }

  private void live(Life life, int number) {
    try {
      life.live(number, () -> !over);
    } catch (Exception | AssertionError failure) {
      failures.add(failure);
    }
  }
}
