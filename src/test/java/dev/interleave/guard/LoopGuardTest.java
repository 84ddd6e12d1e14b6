package dev.interleave.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.monitor.BlockedReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is blocked here is so for ten times the limit: a busy machine lets the watchdog see less of
 * it.
 */
@ExtendWith(VertxExtension.class)
class LoopGuardTest {
  private static final Duration LIMIT = Duration.ofMillis(100);
  private static final long BLOCK_MILLIS = 1000;

  private final LoopGuard guard = LoopGuard.longerThan(LIMIT);

  @Test
  void aBlockOfALoopIsFoundWithItsPlaceAndLength(Vertx vertx) {
    GuardedRun run = guard.start();
    block(vertx);

    List<BlockedReport> blocks = run.end();

    assertThat(blocks)
        .singleElement()
        .satisfies(block -> {
          assertThat(block.over()).isTrue();
          assertThat(block.where().orElseThrow().getMethodName()).isEqualTo("pause");
          assertThat(block.own()).isGreaterThan(LIMIT);
        });
  }

  @Test
  void theEndOfTheRunThrowsIt(Vertx vertx) {
    GuardedRun run = guard.start();
    block(vertx);

    assertThatThrownBy(run::close)
        .isInstanceOfSatisfying(
            LoopBlockedError.class, error -> assertThat(error.blocks()).hasSize(1))
        .hasMessageMatching(
            "(?s)vert\\.x-eventloop-thread-\\d+ was blocked for \\d+ ms at"
                + " dev\\.interleave\\.guard\\.LoopGuardTest\\.pause\\(LoopGuardTest\\.java:\\d+\\);"
                + " allowed: 100 ms\n.*of the stacks were there, as:\n.*Thread\\.sleep.*");
  }

  @Test
  void ofSeveralTheLongestIsFirst(Vertx vertx) {
    GuardedRun run = guard.start();
    block(vertx);
    on(vertx, () -> pause(2 * BLOCK_MILLIS));

    assertThat(run.end())
        .hasSize(2)
        .isSortedAccordingTo((one, other) -> other.own().compareTo(one.own()));
    assertThat(new LoopBlockedError(LIMIT, run.end()))
        .hasMessageStartingWith("2 blocks, the longest first:\n");
  }

  @Test
  void aShorterBlockIsNone(Vertx vertx) {
    try (GuardedRun run = LoopGuard.longerThan(Duration.ofSeconds(20)).start()) {
      block(vertx);

      assertThat(run.end()).isEmpty();
    }
  }

  @Test
  void aWorkerMayBeBlocked(Vertx vertx) {
    try (GuardedRun run = guard.start()) {
      join(vertx.executeBlocking(() -> pause(BLOCK_MILLIS)));

      assertThat(places(run.end())).doesNotContain("pause");
    }
  }

  @Test
  void aVertxThatIsMadeMeanwhileIsWatchedFromItsStart() {
    GuardedRun run = guard.start();
    Vertx vertx = Vertx.vertx();
    block(vertx);

    assertThat(places(run.end())).contains("pause");
    join(vertx.close());
  }

  @Test
  void whatBlockedAVertxThatWasClosedMeanwhileCounts() {
    GuardedRun run = guard.start();
    Vertx vertx = Vertx.vertx();
    vertx.runOnContext(v -> pause(BLOCK_MILLIS));
    join(vertx.close());

    assertThat(places(run.end())).contains("pause");
  }

  @Test
  void anEndWaitsForWhatALoopWasGiven(Vertx vertx) {
    GuardedRun run = guard.start();
    vertx.runOnContext(v -> pause(BLOCK_MILLIS));

    assertThat(places(run.end())).contains("pause");
  }

  @Test
  void anEndDoesNotWaitForever(Vertx vertx) throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    GuardedRun run = guard.start();
    on(
        vertx,
        () -> {
          vertx.runOnContext(v -> hold(released));
          return "";
        });

    awaitKnown(run);
    List<BlockedReport> blocks = run.end(LIMIT);
    released.countDown();

    assertThat(places(blocks)).contains("hold");
    assertThat(blocks.getFirst().over()).isFalse();
    assertThat(new LoopBlockedError(LIMIT, blocks)).hasMessageContaining(" and still is at ");
  }

  @Test
  void whatBeganBeforeTheRunDoesNotCount(Vertx vertx) throws Exception {
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    GuardedRun earlier = guard.start();
    vertx.runOnContext(v -> {
      holds.countDown();
      hold(released);
    });
    holds.await();
    awaitKnown(earlier);

    GuardedRun run = guard.start();
    released.countDown();

    assertThat(places(run.end())).doesNotContain("hold");
    assertThat(places(earlier.end())).contains("hold");
  }

  @Test
  void onlyTheVertxThatAreAskedForAreWatched(Vertx one) {
    Vertx other = Vertx.vertx();
    try (GuardedRun run = guard.only(one).start()) {
      block(other);

      assertThat(run.end()).isEmpty();
    }
    GuardedRun run = guard.only(one, other).start();
    block(other);
    assertThat(places(run.end())).contains("pause");
    join(other.close());
  }

  @Test
  void twoRunsAtATimeHaveEachItsOwnLimit(Vertx vertx) {
    GuardedRun lax = LoopGuard.longerThan(Duration.ofSeconds(20)).start();
    GuardedRun strict = guard.start();
    block(vertx);

    assertThat(places(strict.end())).contains("pause");
    assertThat(lax.end()).isEmpty();
  }

  @Test
  void aPlaceThatIsExemptMayBlock(Vertx vertx) {
    String here = LoopGuardTest.class.getName();
    LoopGuard exempting =
        guard.exempt(here + ".pause").exempt("com.acme.Legacy", here + ".nobody", here + ".pau");
    GuardedRun run = exempting.start();
    block(vertx);

    assertThat(places(run.end())).doesNotContain("pause");
    assertThat(exempting.unusedExemptions())
        .containsExactly("com.acme.Legacy", here + ".nobody", here + ".pau");
  }

  @Test
  void aRunCannotEndOnALoopThatItWatches(Vertx vertx) {
    GuardedRun run = guard.start();

    assertThatThrownBy(() -> on(vertx, run::end))
        .hasRootCauseInstanceOf(IllegalStateException.class);
    run.end();
  }

  @Test
  void whatIsNotAllowedIsRefused() {
    assertThatThrownBy(() -> LoopGuard.longerThan(Duration.ofMillis(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("longerThan: PT0.004S; allowed: PT0.005S to PT1H");
    assertThatThrownBy(() -> guard.exempt("com.acme.Legacy#load"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "exempt: 'com.acme.Legacy#load'; allowed: a package, a class or a method, as"
                + " com.acme.Legacy.load");
    assertThatThrownBy(() -> guard.only()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aVertxThatNobodyHasIsCollected() throws Exception {
    WeakReference<Vertx> gone;
    try (GuardedRun run = LoopGuard.longerThan(Duration.ofSeconds(20)).start()) {
      gone = closed();
      run.end();
    }

    while (!gone.refersTo(null)) {
      System.gc();
      Thread.sleep(1);
    }
  }

  @Test
  void theFactoryMakesNoVerticles(Vertx vertx) {
    assertThatThrownBy(() -> join(vertx.deployVerticle("interleave-guard:Some")))
        .hasMessageContaining("'interleave-guard:Some' is no verticle");
  }

  private static WeakReference<Vertx> closed() {
    Vertx vertx = Vertx.vertx();
    join(vertx.close());
    return new WeakReference<>(vertx);
  }

  /** Enough is known of a block that goes on. */
  private static void awaitKnown(GuardedRun run) throws InterruptedException {
    while (EveryVertx.INSTANCE.monitors(run).stream()
        .flatMap(monitor -> monitor.reports().stream())
        .noneMatch(report -> !report.over() && report.own().compareTo(LIMIT.multipliedBy(2)) > 0)) {
      Thread.sleep(1);
    }
  }

  private static List<String> places(List<BlockedReport> blocks) {
    return blocks.stream().map(block -> block.where().orElseThrow().getMethodName()).toList();
  }

  private static void block(Vertx vertx) {
    on(vertx, () -> pause(BLOCK_MILLIS));
  }

  private static String pause(long millis) {
    try {
      Thread.sleep(millis);
      return "";
    } catch (InterruptedException unwanted) {
      throw new AssertionError(unwanted);
    }
  }

  private static void hold(CountDownLatch released) {
    try {
      released.await();
    } catch (InterruptedException unwanted) {
      throw new AssertionError(unwanted);
    }
  }

  private static <T> T on(Vertx vertx, Callable<T> action) {
    return join(
        Future.future(promise ->
            vertx.runOnContext(v -> {
              try {
                promise.complete(action.call());
              } catch (Exception e) {
                promise.fail(e);
              }
            })));
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
