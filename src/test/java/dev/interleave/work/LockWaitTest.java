package dev.interleave.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that wait for a lock. */
class LockWaitTest {
  private final LockWait lock = new LockWait();

  @AfterEach
  void close() {
    lock.close();
  }

  @Test
  void aCallWaitsAsLongAsTheLockIsHeld() throws Exception {
    long start = System.nanoTime();

    Object took = run("50ms");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    assertThat(took).asInstanceOf(InstanceOfAssertFactories.LONG).isGreaterThanOrEqualTo(50);
  }

  @Test
  void anInterruptDoesNotEndTheWaitAndIsKeptForTheCaller() throws Exception {
    CompletableFuture<Boolean> isInterrupted = new CompletableFuture<>();
    long start = System.nanoTime();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                run("500ms");
                isInterrupted.complete(Thread.interrupted());
              } catch (Exception e) {
                isInterrupted.completeExceptionally(e);
              }
            });
    awaitBlocked(thread);

    thread.interrupt();

    assertThat(isInterrupted.get()).isTrue();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(500_000_000);
  }

  @Test
  void aCallThatHasNotBegunToWaitForItHearsItsInterrupt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run("10m")).isInstanceOf(InterruptedException.class);
  }

  @Test
  void closingFreesEveryLock() throws Exception {
    Thread thread = Thread.ofPlatform().daemon().start(() -> runUnchecked("10m"));
    awaitBlocked(thread);

    lock.close();

    thread.join();
  }

  @Test
  void manyVirtualThreadsWaitForFewLocks() throws Exception {
    List<Thread> calls = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      calls.add(Thread.startVirtualThread(() -> runUnchecked("1ms")));
    }
    long most = 0;
    for (Thread call : calls) {
      while (call.isAlive()) {
        most = Math.max(most, holders());
      }
      call.join();
    }

    // A thread that has let go may need a moment to end.
    assertThat(most).isPositive().isLessThanOrEqualTo(2 * LockWait.MONITORS);
  }

  private static long holders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("lock-holder"))
        .count();
  }

  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
  }

  private Object run(String duration) throws Exception {
    return lock.run(Arguments.of(lock.arguments(), Map.of("duration", duration)));
  }

  private void runUnchecked(String duration) {
    try {
      run(duration);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
