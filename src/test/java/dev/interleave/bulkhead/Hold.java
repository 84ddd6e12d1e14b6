package dev.interleave.bulkhead;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** Calls that go on until a test lets them go. */
final class Hold {
  private final CountDownLatch released = new CountDownLatch(1);

  void release() {
    released.countDown();
  }

  /** Ends when it is released or interrupted. */
  Callable<String> listening() {
    return () -> {
      released.await();
      return "released";
    };
  }

  /** Ends when it is released, interrupted or not: what badly written code does. */
  Callable<String> deaf() {
    return () -> {
      boolean interrupted = false;
      while (true) {
        try {
          released.await();
          return interrupted ? "interrupted" : "released";
        } catch (InterruptedException ignored) {
          interrupted = true;
        }
      }
    };
  }

  /** Takes so many permits, and waits until it has them. */
  List<Call<String>> take(Bulkhead bulkhead, int permits) {
    List<Call<String>> calls = new ArrayList<>();
    for (int i = 0; i < permits; i++) {
      calls.add(started(bulkhead, listening()));
    }
    return calls;
  }

  /** Makes a call and waits until it has begun. */
  static <T> Call<T> started(Bulkhead bulkhead, Callable<T> callable) {
    return started(bulkhead, callable, new Heard());
  }

  /** The same with a listener. */
  static <T> Call<T> started(Bulkhead bulkhead, Callable<T> callable, Heard heard) {
    Call<T> call = bulkhead.call(callable, heard.asOption());
    heard.awaitStart();
    return call;
  }
}
