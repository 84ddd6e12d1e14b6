import dev.interleave.guard.GuardedRun;
import dev.interleave.guard.LoopGuard;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/**
 * The first guarded run of a process: with it begin the guard, Vert.x, and what blocks the loop.
 */
final class FirstRun {
  private FirstRun() {}

  /** Prints what the stall took, and whether the run failed. */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    long nanos = Long.parseLong(arguments[1]);
    // What the stall itself needs is loaded here, and not on the loop.
    way.stall(1);
    CompletableFuture<Long> took = new CompletableFuture<>();
    GuardedRun run = LoopGuard.longerThan(Cell.LIMIT).start();
    Vertx vertx = Vertx.vertx();
    vertx.getOrCreateContext().runOnContext(v -> took.complete(way.stall(nanos)));
    took.get();
    System.out.println(took.get() + " " + !run.end().isEmpty());
    System.exit(0);
  }
}
