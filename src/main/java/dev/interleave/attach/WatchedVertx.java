package dev.interleave.attach;

import static java.util.stream.Collectors.toSet;

import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.LoopMonitor;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One {@code Vertx} of the application, from its making to its end. */
final class WatchedVertx {
  /** The list of bulkheads that a {@code Vertx} has; {@code Bulkhead} names it so. */
  private static final String BULKHEADS = "dev.interleave.bulkheads";

  /** What goes on for so long may never end, and is told before it does. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private final Attachment attachment;
  private final int number;
  private final List<Pool> pools = new CopyOnWriteArrayList<>();
  private final BlockTally tally;
  private volatile @Nullable Vertx vertx;
  private volatile @Nullable LoopMonitor monitor;
  private Set<Long> told = Set.of();

  /** Of one that is being made. */
  WatchedVertx(Attachment attachment) {
    this.attachment = attachment;
    this.number = attachment.nextNumber();
    this.tally = new BlockTally(attachment.settings().blockedAfter());
  }

  /** 1 for the first of this process, and one more for each. */
  int number() {
    return number;
  }

  /** Watches a pool as well. Any thread. */
  Pool watch(Pool pool) {
    pools.removeIf(Pool::isClosed);
    pools.add(pool);
    return pool;
  }

  /** It is made: its loops can be watched. */
  void begin(Vertx made) {
    vertx = made;
    monitor =
        LoopMonitor.watch(made, attachment.settings().monitorOptions())
            .onBlocked(report -> attachment.blocked(this, report));
    attachment.joined(this);
  }

  /** It is closed, or was not made after all. */
  void end() {
    LoopMonitor begun = monitor;
    if (begun != null) {
      begun.close();
    }
    attachment.left(this);
  }

  /** A loop's name for people: Vert.x numbers the threads of each {@code Vertx} from 0. */
  String nameOf(Loop loop) {
    return attachment.watched().size() > 1
        ? "%s of Vertx %d".formatted(loop.name(), number)
        : loop.name();
  }

  /** Watches its loops. Only of one that has begun. */
  LoopMonitor monitor() {
    return Objects.requireNonNull(monitor);
  }

  /** What has blocked its loops. */
  BlockTally tally() {
    return tally;
  }

  /** The figures of its bulkheads, if it has the kit: they list themselves. */
  List<JsonObject> bulkheads() {
    Vertx begun = vertx;
    return begun == null
        ? List.of()
        : begun.sharedData().getLocalMap(BULKHEADS).values().stream()
            .filter(Supplier.class::isInstance)
            .map(each -> ((Supplier<?>) each).get())
            .filter(JsonObject.class::isInstance)
            .map(JsonObject.class::cast)
            .sorted(Comparator.comparing(each -> each.getString("name")))
            .toList();
  }

  /** Blocks that go on, and the last that calls have made; newest first. */
  List<BlockedReport> blocks() {
    return Stream.concat(goingOn().stream(), tally.calls().stream()).toList();
  }

  /** Blocks that go on; newest first. */
  List<BlockedReport> goingOn() {
    return monitor().reports().stream().filter(report -> !report.over()).toList();
  }

  /** For how long a block goes on by now; its report is brought up to date less often. */
  static Duration lasts(BlockedReport block) {
    Duration sinceStart = Duration.between(block.start(), Instant.now());
    return sinceStart.compareTo(block.length()) > 0 ? sinceStart : block.length();
  }

  /**
   * Tells the log of each block that goes on for long, once. Called by one thread, now and then.
   */
  void tellOfLongBlocks() {
    List<BlockedReport> blocks =
        goingOn().stream().filter(block -> lasts(block).compareTo(LONG) > 0).toList();
    blocks.stream()
        .filter(block -> !told.contains(block.number()))
        .map(block -> Words.blockGoesOn(nameOf(block.loop()), block))
        .forEach(Careful::warn);
    told = blocks.stream().map(BlockedReport::number).collect(toSet());
  }

  /** The pools that are open, in the order in which they were made. */
  List<Pool> pools() {
    return pools.stream().filter(pool -> !pool.isClosed()).toList();
  }
}
