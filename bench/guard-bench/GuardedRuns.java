import dev.interleave.guard.GuardedRun;
import dev.interleave.guard.LoopGuard;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Many runs in one process that is warm, in shuffled order. */
final class GuardedRuns {
  static final double[] LENGTHS = {0, 0.5, 0.75, 1, 1.5, 2, 3, 5};

  /** Stalls that are allowed have more runs: a false alarm is rare, and matters most. */
  private static final int ALLOWED = 5;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Context loop = vertx.getOrCreateContext();
  private final LoopGuard guard = LoopGuard.longerThan(Cell.LIMIT);
  private final Random chance = new Random(1);

  private GuardedRuns() {}

  /** So many, in cells. */
  static List<Cell> measure(int runs) throws Exception {
    GuardedRuns all = new GuardedRuns();
    all.warmUp();
    List<Cell> cells = new ArrayList<>();
    for (Beside beside : Beside.values()) {
      cells.addAll(all.measure(beside, runs / Beside.values().length));
    }
    return cells;
  }

  private void warmUp() throws Exception {
    for (int i = 0; i < 50; i++) {
      for (Way way : Way.values()) {
        run(new Cell(Beside.NOTHING, way, 2));
      }
    }
  }

  private List<Cell> measure(Beside beside, int runs) throws Exception {
    List<Cell> cells = new ArrayList<>();
    for (Way way : Way.values()) {
      for (double length : LENGTHS) {
        cells.add(new Cell(beside, way, length));
      }
    }
    try (Disturbance disturbance = new Disturbance(beside)) {
      for (Cell cell : order(cells, runs)) {
        run(cell);
      }
    }
    System.err.printf("%d runs beside %s%n", runs, beside.words);
    return cells;
  }

  private List<Cell> order(List<Cell> cells, int runs) {
    List<Cell> each = new ArrayList<>(cells);
    for (int i = 1; i < ALLOWED; i++) {
      cells.stream().filter(Cell::isAllowed).forEach(each::add);
    }
    List<Cell> order = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      order.add(each.get(i % each.size()));
    }
    Collections.shuffle(order, chance);
    return order;
  }

  private void run(Cell cell) throws Exception {
    GuardedRun run = guard.start();
    CompletableFuture<Long> took = new CompletableFuture<>();
    loop.runOnContext(v -> took.complete(cell.way.stall(cell.nanos())));
    long nanos = took.get();
    cell.count(nanos, !run.end().isEmpty());
  }
}
