package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The queue keeps nothing of calls and keys that have gone. */
@ExtendWith(VertxExtension.class)
class QueueMemoryTest {
  private static final int CALLS = 100_000;
  private static final int A_FEW = 100;

  private final Hold hold = new Hold();

  @AfterEach
  void release() {
    hold.release();
  }

  @Test
  void theQueueDoesNotGrowWithCancelledCalls(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    hold.take(bulkhead, 1);

    var gone = callAndCancel(bulkhead, i -> CallOptions.DEFAULT);

    assertThat(bulkhead.metrics().queued()).isZero();
    allButAFewAreForgotten(gone);
  }

  @Test
  void norWithCancelledCallsBehindOneThatWaits(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    hold.take(bulkhead, 1);
    Call<Integer> waits = bulkhead.call(() -> 1);

    var gone = callAndCancel(bulkhead, i -> CallOptions.DEFAULT);

    assertThat(bulkhead.metrics().queued()).isEqualTo(1);
    allButAFewAreForgotten(gone);
    hold.release();
    assertThat(Ends.valueOf(waits)).isEqualTo(1);
  }

  @Test
  void norWithCancelledCallsThatHaveAKeyEach(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    hold.take(bulkhead, 1);
    List<WeakReference<?>> keys = new ArrayList<>();

    var gone =
        callAndCancel(
            bulkhead,
            i -> {
              Object key = new Object();
              keys.add(new WeakReference<>(key));
              return CallOptions.DEFAULT.withKey(key);
            });

    allButAFewAreForgotten(gone);
    allButAFewAreForgotten(keys);
  }

  @Test
  void keysOfCallsThatHaveRunAreForgotten(Vertx vertx) {
    Bulkhead bulkhead = bulkhead(vertx);
    List<WeakReference<?>> keys = new ArrayList<>();

    for (int i = 0; i < 2 * A_FEW; i++) {
      Object key = new Object();
      keys.add(new WeakReference<>(key));
      Ends.valueOf(bulkhead.call(() -> 1, CallOptions.DEFAULT.withKey(key)));
    }

    allButAFewAreForgotten(keys);
  }

  private static List<WeakReference<?>> callAndCancel(
      Bulkhead bulkhead, IntFunction<CallOptions> options) {
    List<WeakReference<?>> callables = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      int number = i;
      Callable<Integer> callable = () -> number;
      callables.add(new WeakReference<>(callable));
      assertThat(bulkhead.call(callable, options.apply(i)).cancel()).isTrue();
    }
    return callables;
  }

  private static void allButAFewAreForgotten(List<WeakReference<?>> gone) {
    long kept = gone.size();
    for (int collections = 0; collections < 50 && kept > A_FEW; collections++) {
      System.gc();
      kept = gone.stream().filter(each -> each.get() != null).count();
    }
    assertThat(kept).isLessThanOrEqualTo(A_FEW);
  }

  private static Bulkhead bulkhead(Vertx vertx) {
    return Bulkhead.builder(vertx).name("test").concurrency(1).queue(10).build();
  }
}
