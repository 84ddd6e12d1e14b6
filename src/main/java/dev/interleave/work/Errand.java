package dev.interleave.work;

import dev.interleave.values.Durations;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Code that may hang, on a daemon thread of its own: whoever waits for it does so for no longer
 * than a limit. Java stops no thread by force, so code that ignores its interrupt goes on.
 */
final class Errand<T> {
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private final Thread thread;

  private Errand(String name, Callable<T> code, Consumer<T> tooLate) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(code, tooLate));
  }

  /**
   * Starts it.
   *
   * @param name of the thread
   * @param tooLate takes what the code returns when nobody waits any more
   */
  static <T> Errand<T> start(String name, Callable<T> code, Consumer<T> tooLate) {
    Errand<T> errand = new Errand<>(name, code, tooLate);
    errand.thread.start();
    return errand;
  }

  /** Starts one whose value nobody needs. */
  static <T> Errand<T> start(String name, Callable<T> code) {
    return start(name, code, value -> {});
  }

  /**
   * Waits for what it returns.
   *
   * @throws TimeoutException if it takes longer, with where it is; it is interrupted then
   * @throws Throwable whatever the code throws
   */
  T await(Duration limit) throws Throwable {
    try {
      return outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException thrown) {
      throw thrown.getCause();
    } catch (TimeoutException late) {
      TimeoutException why =
          new TimeoutException("not done within " + Durations.print(limit) + where());
      if (outcome.completeExceptionally(why)) {
        thread.interrupt();
        throw why;
      }
      return outcome.join();
    }
  }

  private void run(Callable<T> code, Consumer<T> tooLate) {
    try {
      T value = code.call();
      if (!outcome.complete(value)) {
        tooLate.accept(value);
      }
    } catch (Throwable thrown) {
      outcome.completeExceptionally(thrown);
    }
  }

  private String where() {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "" : "; it is at " + stack[0];
  }
}
