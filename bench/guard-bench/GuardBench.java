import dev.interleave.guard.GuardedRun;
import dev.interleave.guard.LoopGuard;
import dev.interleave.monitor.BlockedReport;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Stalls an event loop for a known time in each of many guarded runs, and counts those that fail.
 * bench/guard runs it.
 */
final class GuardBench {
  private static final Duration LIMIT = Duration.ofMillis(20);
  private static final double[] LENGTHS = {0, 0.5, 0.75, 1, 1.5, 2, 3, 5};
  private static final int ALL_RUNS = 10_000;
  private static final int QUICK_RUNS = 1_000;
  private static final int SHORT = 5;

  /** Less than a millisecond. */
  private static final long STEP = 400_000;

  private static final Path DELAY = Path.of("/proc/thread-self/schedstat");
  private static final int LIVE_BYTES = 48 << 20;
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Context loop = vertx.getOrCreateContext();
  private final LoopGuard guard = LoopGuard.longerThan(LIMIT);
  private final Random chance = new Random(1);
  private final List<String> wrong = new ArrayList<>();
  private volatile Object sink = "";
  private volatile long computed;

  private GuardBench() {}

  /** How the loop is stalled. */
  private enum Way {
    WAITS("a call that waits"),
    COMPUTES("a call that computes");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  /** What goes on beside it. */
  private enum Beside {
    NOTHING("nothing"),
    BURNERS("burners"),
    GARBAGE("garbage"),
    BOTH("burners and garbage");

    private final String words;

    Beside(String words) {
      this.words = words;
    }

    boolean burns() {
      return this == BURNERS || this == BOTH;
    }

    boolean litters() {
      return this == GARBAGE || this == BOTH;
    }
  }

  /** A cell of the table. */
  private static final class Cell {
    private final Beside beside;
    private final Way way;
    private final double length;
    private int runs;
    private int failed;
    private int spoilt;

    Cell(Beside beside, Way way, double length) {
      this.beside = beside;
      this.way = way;
      this.length = length;
    }

    long nanos() {
      return (long) (length * LIMIT.toNanos());
    }

    /** Whether a run may not fail, by what the call does itself. */
    boolean isAllowed() {
      return length < 1;
    }

    boolean isWrong() {
      return isAllowed() ? failed > 0 : length >= 2 && failed < runs;
    }
  }

  public static void main(String[] arguments) throws Exception {
    boolean quick = false;
    Path file = null;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--quick")) {
        quick = true;
      } else if (arguments[i].equals("--write") && i + 1 < arguments.length) {
        file = Path.of(arguments[++i]);
      } else {
        System.err.printf("'%s' is not allowed; allowed: --quick, --write FILE%n", arguments[i]);
        System.exit(2);
      }
    }
    GuardBench bench = new GuardBench();
    String table = bench.measure(quick ? QUICK_RUNS : ALL_RUNS, quick);
    if (file == null) {
      System.out.println(table);
    } else {
      Files.writeString(file, table);
    }
    bench.wrong.forEach(System.err::println);
    System.exit(bench.wrong.isEmpty() ? 0 : 1);
  }

  private String measure(int runs, boolean quick) throws Exception {
    long start = System.nanoTime();
    warmUp();
    List<Cell> cells = new ArrayList<>();
    for (Beside beside : Beside.values()) {
      List<Cell> same = new ArrayList<>();
      for (Way way : Way.values()) {
        for (double length : LENGTHS) {
          same.add(new Cell(beside, way, length));
        }
      }
      measure(beside, same, runs / Beside.values().length);
      cells.addAll(same);
    }
    cells.stream()
        .filter(Cell::isWrong)
        .forEach(cell ->
            wrong.add(
                "%s, %.2f x the limit, beside %s: %d of %d failed"
                    .formatted(
                        cell.way.words, cell.length, cell.beside.words, cell.failed, cell.runs)));
    return document(cells, quick, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The first blocks load classes, also those that tell of blocks. */
  private void warmUp() throws Exception {
    for (int i = 0; i < 50; i++) {
      for (Way way : Way.values()) {
        run(new Cell(Beside.NOTHING, way, 2));
      }
    }
  }

  /** Stalls that are allowed have more runs: a false alarm is rare, and matters most. */
  private void measure(Beside beside, List<Cell> cells, int runs) throws Exception {
    List<Cell> each = new ArrayList<>(cells);
    for (int i = 1; i < SHORT; i++) {
      cells.stream().filter(Cell::isAllowed).forEach(each::add);
    }
    List<Cell> order = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      order.add(each.get(i % each.size()));
    }
    Collections.shuffle(order, chance);
    List<Process> burners = beside.burns() ? burn() : List.of();
    Thread litter = Thread.ofPlatform().daemon().unstarted(this::litter);
    if (beside.litters()) {
      litter.start();
    }
    try {
      for (Cell cell : order) {
        run(cell);
      }
    } finally {
      burners.forEach(Process::destroy);
      litter.interrupt();
      litter.join();
    }
    System.err.printf("%d runs beside %s%n", runs, beside.words);
  }

  private void run(Cell cell) throws Exception {
    GuardedRun run = guard.start();
    CompletableFuture<Long> length = new CompletableFuture<>();
    loop.runOnContext(v -> length.complete(stall(cell.way, cell.nanos())));
    boolean isSpoilt = cell.isAllowed() && length.get() > LIMIT.toNanos();
    List<BlockedReport> blocks = run.end();
    if (isSpoilt) {
      cell.spoilt++;
      return;
    }
    cell.runs++;
    if (!blocks.isEmpty()) {
      cell.failed++;
    }
  }

  /** Gives the nanoseconds that it has taken by its own clocks, in the end. */
  private long stall(Way way, long nanos) {
    return switch (way) {
      case WAITS -> await(nanos);
      case COMPUTES -> compute(nanos);
    };
  }

  /** For so long while the collector does not pause the process; a wait may end too soon. */
  private static long await(long nanos) {
    long held = pausedNanos() + delayNanos();
    long begun = System.nanoTime();
    long paused = pausedNanos();
    for (long left = nanos;
        left > 0;
        left = nanos + pausedNanos() - paused - (System.nanoTime() - begun)) {
      LockSupport.parkNanos(left);
    }
    long took = System.nanoTime() - begun;
    return took - (pausedNanos() + delayNanos() - held);
  }

  /** The collector, since the start, to the millisecond. */
  private static long pausedNanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      millis += collector.getCollectionTime();
    }
    return millis * 1_000_000;
  }

  /** This thread has waited for a processor, as Linux counts it; 0 elsewhere. */
  private static long delayNanos() {
    try {
      return Long.parseLong(Files.readString(DELAY).split(" ")[1]);
    } catch (IOException unknown) {
      return 0;
    }
  }

  /** For so long on a processor, however long that takes. */
  private long compute(long nanos) {
    long begun = THREADS.getCurrentThreadCpuTime();
    long hash = begun;
    long took = 0;
    while (took < nanos) {
      for (long i = 0; i < STEP; i++) {
        hash = 31 * hash + i;
      }
      took = THREADS.getCurrentThreadCpuTime() - begun;
    }
    computed = hash;
    return took;
  }

  private static List<Process> burn() throws IOException {
    List<Process> burners = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      burners.add(
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "while kill -0 $PPID; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done")
              .start());
    }
    return burners;
  }

  /** Keeps so much alive that collecting what is not takes a while. */
  private void litter() {
    byte[][] live = new byte[LIVE_BYTES / 1024][];
    Random which = new Random(2);
    sink = live;
    while (!Thread.currentThread().isInterrupted()) {
      for (int i = 0; i < 256; i++) {
        live[which.nextInt(live.length)] = new byte[1024];
      }
      LockSupport.parkNanos(1_000_000);
    }
    sink = "";
  }

  private static String document(List<Cell> cells, boolean quick, Duration took) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Whether a guard is right

        Made by `bench/guard%s` on %s: %d processors, Java %s, in %d minutes. In each of %,d guarded runs one event loop was stalled for a known
        time; the limit was %d ms. The table says in how many of them the guard found a block that was too long.

        - *Length* is what the call asks for: so long it waits, or so long it computes on a processor. Beside others, and while the process stands
          still, it takes longer; that is not the call's doing, and is to count for nothing.
        - *Burners* are %d processes that only compute. *Garbage* is a thread that makes the collector pause the process again and again.
        - Below the limit a run that fails is a false alarm. From twice the limit on, one that passes is a miss. In between either may be: a length is
          measured to a millisecond, and what may have been the machine's is not counted.
        - A run is *spoilt* if it was to be allowed, and its call was held up for longer than the limit by its own clocks: the time on a processor, or
          the time on the clock without the collector's pauses and without the thread's wait for a processor. A machine below this one may take
          a processor away; within, nobody can tell. Such runs are not in the table.

        """
            .formatted(
                quick ? " --quick" : "",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                Math.max(1, took.toMinutes()),
                cells.stream().mapToInt(cell -> cell.runs).sum(),
                LIMIT.toMillis(),
                2 * Runtime.getRuntime().availableProcessors()));
    text.append("| stalled by | beside |");
    for (double length : LENGTHS) {
      text.append(length == 0 ? " no stall |" : " × %s |".formatted(print(length)));
    }
    text.append("\n|---|---|").append("---|".repeat(LENGTHS.length)).append("\n");
    for (Way way : Way.values()) {
      for (Beside beside : Beside.values()) {
        text.append("| %s | %s |".formatted(way.words, beside.words));
        cells.stream()
            .filter(cell -> cell.way == way && cell.beside == beside)
            .forEach(cell -> text.append(" %d of %d |".formatted(cell.failed, cell.runs)));
        text.append("\n");
      }
    }
    text.append(
        """

        False alarms: %s. Misses: %s. Spoilt: %d.
        """
            .formatted(
                rate(cells.stream().filter(Cell::isAllowed).toList(), true),
                rate(cells.stream().filter(cell -> cell.length >= 2).toList(), false),
                cells.stream().mapToInt(cell -> cell.spoilt).sum()));
    return text.toString();
  }

  private static String rate(List<Cell> cells, boolean failed) {
    int runs = cells.stream().mapToInt(cell -> cell.runs).sum();
    int which =
        cells.stream().mapToInt(cell -> failed ? cell.failed : cell.runs - cell.failed).sum();
    return "%d of %,d".formatted(which, runs);
  }

  private static String print(double length) {
    return String.format(Locale.ROOT, "%.2f", length).replaceAll("\\.?0+$", "");
  }
}
