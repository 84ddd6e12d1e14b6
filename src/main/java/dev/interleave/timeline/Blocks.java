package dev.interleave.timeline;

import dev.interleave.bulkhead.Time;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.BlockedReport.Parts;
import dev.interleave.monitor.Loop;
import dev.interleave.timeline.HeldLoop.Held;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last blocks of the loop under test, each with the jobs that held the loop meanwhile. Confined
 * to the service's context.
 */
public final class Blocks {
  private static final Duration TO_BE_NOTED = Duration.ofMillis(1);
  private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

  private final int keep;
  private final HeldLoop heldLoop;
  private final Time time;
  private final InstantSource clock;
  private final Consumer<BlockReport> listener;
  private final SequencedMap<Long, Told> told = new LinkedHashMap<>();

  /** A report, and when the block began as the monitor saw it. */
  private record Told(long began, BlockReport report) {}

  /**
   * Starts without blocks.
   *
   * @param keep how many are kept
   * @param loop whose blocks they are
   * @param time the clock of the jobs
   * @param clock the clock of the reports, which may be set
   * @param listener called with each block when it is noticed, and again when it is over
   */
  public Blocks(
      int keep, Loop loop, Time time, InstantSource clock, Consumer<BlockReport> listener) {
    this.keep = keep;
    this.heldLoop = new HeldLoop(loop);
    this.time = time;
    this.clock = clock;
    this.listener = listener;
  }

  /** Notes what happened to a job, which may hold the loop. */
  public void add(JobEvent event) {
    heldLoop.add(event.job());
  }

  /** Takes a report of the loop, when a block is noticed and when it is over. */
  public void add(BlockedReport block) {
    long began = began(block);
    BlockReport report = report(block, began);
    told.put(block.number(), new Told(began, report));
    if (told.size() > keep) {
      told.pollFirstEntry();
    }
    log(report);
    listener.accept(report);
  }

  /** The reports that are kept, newest first. */
  public List<BlockReport> newestFirst() {
    return told.reversed().values().stream().map(Told::report).toList();
  }

  /**
   * When it began, by the clock of {@link Time#nanoTime()}: jobs are compared by that, because the
   * wall clock may be set meanwhile. A block is told when it is noticed, so that it began a moment
   * ago by either clock; what is told of it later keeps to that.
   */
  private long began(BlockedReport block) {
    return Optional.ofNullable(told.get(block.number()))
        .map(Told::began)
        .orElseGet(
            () -> time.nanoTime() - Duration.between(block.start(), clock.instant()).toNanos());
  }

  private BlockReport report(BlockedReport block, long began) {
    long accuracy = block.accuracy().toNanos();
    List<Held> held = heldLoop.between(began - accuracy, began + block.length().toNanos());
    long later = laterBy(held, began, accuracy);
    return new BlockReport(
        exact(block, later, held), began + later, held.size(), longest(held, block));
  }

  /**
   * How much later than the monitor saw the call came that began the block, if a job's did: the
   * monitor knows the time to its accuracy, and a job's start is noted a moment after its call has
   * come to the loop.
   */
  private static long laterBy(List<Held> held, long began, long accuracy) {
    return held.stream()
        .mapToLong(one -> one.started() - began)
        .filter(later -> later > -accuracy && later < accuracy + TO_BE_NOTED.toNanos())
        .min()
        .orElse(0);
  }

  /**
   * While a job held the loop a call was made. Of the time that the process stood still the monitor
   * knows more: the job might have been done sooner without it.
   */
  private static BlockedReport exact(BlockedReport block, long later, List<Held> held) {
    Duration length = block.length().minusNanos(later);
    Duration gc = least(block.parts().gc(), length);
    Duration machine = least(block.parts().machine(), length.minus(gc));
    Duration rest = length.minus(gc).minus(machine);
    Duration calls = Duration.ofNanos(held.stream().mapToLong(Held::nanos).sum());
    Duration known = most(block.parts().call(), calls.minus(block.stood()));
    Duration call = least(known, rest);
    return new BlockedReport(
        block.number(),
        block.loop(),
        block.start().plusNanos(later),
        block.accuracy(),
        length,
        block.over(),
        new Parts(call, gc, machine, rest.minus(call)),
        least(block.own(), call),
        block.stood(),
        block.stacks());
  }

  private static Optional<Job> longest(List<Held> held, BlockedReport block) {
    return held.stream()
        .max(Comparator.comparingLong(Held::nanos))
        .filter(one -> one.nanos() * 2 > block.length().toNanos())
        .map(Held::job);
  }

  private static void log(BlockReport report) {
    String loop = report.block().loop().name();
    if (report.block().over()) {
      LOG.info("{} {}", loop, BlockWords.of(report));
    } else {
      LOG.warn("{} {}", loop, BlockWords.of(report));
    }
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
