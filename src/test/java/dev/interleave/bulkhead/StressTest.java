package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.monitor.LoopMonitor;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four event loops call two bulkheads at the same time, with cancels, timeouts, rejections, keys
 * and critical calls at random, while a monitor watches them: nothing is lost, and nothing happens
 * twice. {@code -Dstress.calls=80000} makes it a matter of minutes.
 */
@ExtendWith(VertxExtension.class)
class StressTest {
  private static final int CALLERS = 4;
  private static final int CALLS_EACH = Integer.getInteger("stress.calls", 4000);
  private static final int IN_FLIGHT_EACH = 40;

  /** What went wrong, for the report. */
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  static Stream<Arguments> pairsOfThreads() {
    return Stream.of(
        Arguments.of(Threads.workerPool(), Threads.virtual()),
        Arguments.of(Threads.workerVerticle(), Threads.ordered()));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("pairsOfThreads")
  void countsAddUp(Threads first, Threads second, Vertx vertx) throws InterruptedException {
    List<Bulkhead> bulkheads =
        List.of(bulkhead(vertx, "first", first), bulkhead(vertx, "second", second));
    bulkheads.forEach(bulkhead -> Ends.awaitAll(List.of(bulkhead.call(() -> 1))));
    CountDownLatch left = new CountDownLatch(CALLERS * CALLS_EACH);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Context loop = ((VertxInternal) vertx).createEventLoopContext();
      callers.add(new Caller(i, loop, bulkheads, left));
    }

    try (LoopMonitor monitor = LoopMonitor.watch(vertx)) {
      callers.forEach(Caller::begin);

      assertThat(left.await(10, TimeUnit.MINUTES)).as("calls left: %s", left).isTrue();
      assertThat(monitor.snapshot().loops().values())
          .hasSizeGreaterThanOrEqualTo(CALLERS)
          .allSatisfy(lateness -> assertThat(lateness.samples()).isPositive());
    }
    bulkheads.forEach(bulkhead -> Ends.valueOf(bulkhead.close()));
    assertThat(faults).isEmpty();
    long rejected = callers.stream().mapToLong(caller -> caller.rejected.get()).sum();
    long ended = callers.stream().mapToLong(caller -> caller.ended.get()).sum();
    assertThat(rejected + ended).isEqualTo((long) CALLERS * CALLS_EACH);
    assertThat(sum(bulkheads, BulkheadMetrics::rejected)).isEqualTo(rejected);
    assertThat(sum(bulkheads, BulkheadMetrics::accepted)).isEqualTo(ended + 2);
    assertThat(bulkheads)
        .allSatisfy(bulkhead -> {
          BulkheadMetrics metrics = onceThreadsAreBack(bulkhead);
          assertThat(metrics.ends().values().stream().mapToLong(Long::longValue).sum())
              .isEqualTo(metrics.accepted());
          assertThat(metrics.freePermits()).isEqualTo(metrics.concurrency());
          assertThat(metrics.queued()).isZero();
          assertThat(metrics.deaf()).isZero();
          assertThat(metrics.ended(CallState.SUCCEEDED)).isPositive();
          assertThat(metrics.ended(CallState.CANCELLED)).isPositive();
          assertThat(metrics.rejected()).isPositive();
        });
  }

  /** Closing waits a second for the threads of stopped calls; a busy machine may need longer. */
  private static BulkheadMetrics onceThreadsAreBack(Bulkhead bulkhead) {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (bulkhead.metrics().freePermits() < bulkhead.metrics().concurrency()
        && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return bulkhead.metrics();
  }

  private static long sum(List<Bulkhead> bulkheads, ToLongFunction<BulkheadMetrics> figure) {
    return bulkheads.stream().map(Bulkhead::metrics).mapToLong(figure).sum();
  }

  private static Bulkhead bulkhead(Vertx vertx, String name, Threads threads) {
    return Bulkhead.builder(vertx)
        .name(name)
        .concurrency(8)
        .reserved(2)
        .queue(20)
        .queueTimeout(Duration.ofMillis(10))
        .callTimeout(Duration.ofMillis(5))
        .weight(key -> (Integer) key)
        .threads(threads)
        .build();
  }

  /** Keeps some calls in flight from one event loop, until it has made them all. */
  private final class Caller {
    final AtomicInteger rejected = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    private final SplittableRandom random;
    private final Context loop;
    private final List<Bulkhead> bulkheads;
    private final CountDownLatch left;
    private int made;

    Caller(int number, Context loop, List<Bulkhead> bulkheads, CountDownLatch left) {
      this.random = new SplittableRandom(number);
      this.loop = loop;
      this.bulkheads = bulkheads;
      this.left = left;
    }

    void begin() {
      for (int i = 0; i < IN_FLIGHT_EACH; i++) {
        callOnAContextOfItsOwn();
      }
    }

    private void callOnAContextOfItsOwn() {
      Context request = ((ContextInternal) loop).duplicate();
      request.runOnContext(v -> call(request));
    }

    private void call(Context request) {
      if (made == CALLS_EACH) {
        return;
      }
      made++;
      long nanos = random.nextInt(4) == 0 ? random.nextLong(2_000_000) : 0;
      int cancelAfterMicros = random.nextInt(8) == 0 ? 250 * random.nextInt(3) : -1;
      CallOptions options = CallOptions.DEFAULT;
      if (random.nextBoolean()) {
        options = options.withKey(1 + random.nextInt(3));
      }
      if (random.nextInt(10) == 0) {
        options = options.asCritical();
      }
      Once heard = new Once(request);
      Call<Long> call =
          bulkheads
              .get(random.nextInt(2))
              .call(
                  () -> {
                    LockSupport.parkNanos(nanos);
                    if (!request.equals(Vertx.currentContext())) {
                      faults.add("the call was on another context");
                    }
                    return nanos;
                  },
                  options.withListener(heard));
      if (cancelAfterMicros == 0) {
        call.cancel();
      } else if (cancelAfterMicros > 0) {
        Thread.ofVirtual()
            .start(() -> {
              LockSupport.parkNanos(cancelAfterMicros * 1000L);
              call.cancel();
            });
      }
      AtomicInteger completions = new AtomicInteger();
      call.future()
          .onComplete(end -> {
            if (!request.equals(Vertx.currentContext())) {
              faults.add("an end on another context");
            }
            if (completions.incrementAndGet() != 1) {
              faults.add("a future that completed twice");
            }
            if (end.succeeded() != (call.state() == CallState.SUCCEEDED)) {
              faults.add("a future that differs from the state " + call.state());
            }
            boolean wasRejected = call.state() == CallState.REJECTED;
            if (heard.ends != (wasRejected ? 0 : 1)) {
              faults.add("ends told: " + heard.ends);
            }
            (wasRejected ? rejected : ended).incrementAndGet();
            left.countDown();
            if (wasRejected) {
              request.owner().setTimer(1, later -> callOnAContextOfItsOwn());
            } else {
              callOnAContextOfItsOwn();
            }
          });
    }
  }

  /** Finds fault with a listener's news that comes twice, in the wrong order or elsewhere. */
  private final class Once implements CallListener {
    private final Context request;
    private int starts;
    private int ends;
    private boolean holdsThread;

    Once(Context request) {
      this.request = request;
    }

    @Override
    public void started(Thread thread, long nanoTime) {
      starts++;
      check(starts == 1 && ends == 0, "started");
    }

    @Override
    public void ended(CallEnd end) {
      ends++;
      holdsThread = end.holdsThread();
      check(ends == 1 && end.state().isFinal(), "ended");
    }

    @Override
    public void released() {
      check(ends == 1 && holdsThread, "released");
      holdsThread = false;
    }

    private void check(boolean right, String news) {
      if (!right || !request.equals(Vertx.currentContext())) {
        faults.add("%s after %d starts and %d ends".formatted(news, starts, ends));
      }
    }
  }
}
