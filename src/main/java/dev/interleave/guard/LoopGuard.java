package dev.interleave.guard;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an event loop was blocked for too long while something ran, a test for one. It
 * watches every {@link Vertx} of this JVM, those included that are made meanwhile.
 *
 * <pre>{@code
 * LoopGuard guard = LoopGuard.longerThan(Duration.ofMillis(20)).exempt("com.acme.Legacy.load");
 * try (GuardedRun run = guard.start()) {
 *   // the test; if a loop was blocked, the end of the block throws a LoopBlockedError
 * }
 * }</pre>
 *
 * <p>What counts of a block is how long something ran on the loop that computed or waited. That the
 * collector of garbage paused the process, that the machine let it stand still, or that others had
 * the processor, does not count.
 *
 * <p>A guard may be used again and again, on any thread. Two that run at the same time see the same
 * blocks: whose they were is not known.
 */
public final class LoopGuard {
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration MOST = Duration.ofHours(1);

  private final Duration limit;
  private final Exemptions exemptions;
  private final Set<Vertx> only;

  private LoopGuard(Duration limit, Exemptions exemptions, Set<Vertx> only) {
    this.limit = limit;
    this.exemptions = exemptions;
    this.only = only;
  }

  /**
   * A guard that allows shorter blocks.
   *
   * @param limit from 5 ms to 1 h
   * @return watches every loop and exempts nothing
   * @throws IllegalArgumentException if the limit is out of bounds
   */
  public static LoopGuard longerThan(Duration limit) {
    if (limit.compareTo(LEAST) < 0 || limit.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "longerThan: %s; allowed: %s to %s".formatted(limit, LEAST, MOST));
    }
    return new LoopGuard(limit, Exemptions.NONE, Set.of());
  }

  /**
   * The same, but what is done in some place may block a loop.
   *
   * @param frames each a package, a class or a method as stack traces name them: {@code
   *     com.acme.legacy}, {@code com.acme.Legacy} or {@code com.acme.Legacy.load}. A block is
   *     exempt if the stack that was seen most often during it goes through one of them; nested
   *     classes and lambdas belong to what they stand in
   * @return a changed copy that has the exemptions of this one as well, none of them used yet
   * @throws IllegalArgumentException if one is no such name
   */
  public LoopGuard exempt(String... frames) {
    return new LoopGuard(
        limit,
        Exemptions.of(Stream.concat(exemptions.all().stream(), Stream.of(frames)).toList()),
        only);
  }

  /**
   * The same, but for the loops of some {@link Vertx} alone.
   *
   * @param vertx all of them, made by now; one at least
   * @return a changed copy
   * @throws IllegalArgumentException if there is none
   */
  public LoopGuard only(Vertx... vertx) {
    if (vertx.length == 0) {
      throw new IllegalArgumentException("only: no Vertx; allowed: one at least");
    }
    return new LoopGuard(limit, exemptions, Set.of(vertx));
  }

  /** {@return what a loop may be blocked for} */
  public Duration limit() {
    return limit;
  }

  /**
   * Begins to watch. What began to block a loop before does not count.
   *
   * @return watches until it is ended
   */
  public GuardedRun start() {
    GuardedRun run = new GuardedRun(this);
    EveryVertx.INSTANCE.begin(run);
    return run;
  }

  /**
   * The exemptions that nothing has needed in any run that has ended. They can go, or are misspelt.
   *
   * @return in the order in which they were given
   */
  public List<String> unusedExemptions() {
    return exemptions.unused();
  }

  Exemptions exemptions() {
    return exemptions;
  }

  /** Whether it watches the loops of one; null for one that nobody has any more. */
  boolean watches(@Nullable Vertx vertx) {
    return only.isEmpty() || (vertx != null && only.contains(vertx));
  }

  /** Those that it watches, if it does not watch all. */
  Set<Vertx> chosen() {
    return only;
  }
}
