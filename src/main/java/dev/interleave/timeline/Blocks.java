package dev.interleave.timeline;

import dev.interleave.bulkhead.Time;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Loop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last blocks of the loop under test, each with the job that caused it. Confined to the
 * service's context.
 */
public final class Blocks {
  private static final int JOBS_REMEMBERED = 64;
  private static final Duration TO_BE_NOTED = Duration.ofMillis(1);
  private static final Logger LOG = LoggerFactory.getLogger(Blocks.class);

  private final int keep;
  private final Loop loop;
  private final Time time;
  private final InstantSource clock;
  private final Consumer<BlockReport> listener;
  private final SequencedMap<Long, BlockReport> reports = new LinkedHashMap<>();
  private final Deque<Job> onTheLoop = new ArrayDeque<>();

  /**
   * Starts without blocks.
   *
   * @param keep how many are kept
   * @param loop whose blocks they are; those of others are left out
   * @param time the clock of the jobs
   * @param clock the clock of the reports, which may be set
   * @param listener called with each block when it is noticed, and again when it is over
   */
  public Blocks(
      int keep, Loop loop, Time time, InstantSource clock, Consumer<BlockReport> listener) {
    this.keep = keep;
    this.loop = loop;
    this.time = time;
    this.clock = clock;
    this.listener = listener;
  }

  /** Notes what happened to a job, which may hold the loop. */
  public void add(JobEvent event) {
    Job job = event.job();
    if (job.thread().filter(thread -> thread.isOf(loop)).isEmpty()) {
      return;
    }
    onTheLoop.removeIf(known -> known.id().equals(job.id()));
    onTheLoop.addLast(job);
    if (onTheLoop.size() > JOBS_REMEMBERED) {
      onTheLoop.removeFirst();
    }
  }

  /** Takes a report of the monitor's, when a block is noticed and when it is over. */
  public void add(BlockedReport block) {
    if (!block.loop().equals(loop)) {
      return;
    }
    Span span = new Span(began(block), block);
    long start = start(span);
    BlockReport report =
        new BlockReport(
            block, block.start().plusNanos(start - span.from()), start, held(span), holder(span));
    reports.put(block.number(), report);
    if (reports.size() > keep) {
      reports.pollFirstEntry();
    }
    log(report);
    listener.accept(report);
  }

  /** The reports that are kept, newest first. */
  public List<BlockReport> newestFirst() {
    return List.copyOf(reports.reversed().values());
  }

  /**
   * When it began, by the clock of {@link Time#nanoTime()}: jobs are compared by that, because the
   * wall clock may be set meanwhile. A block is told when it is noticed, so that it began a moment
   * ago by either clock; what is told of it later keeps to that.
   */
  private long began(BlockedReport block) {
    BlockReport noticed = reports.get(block.number());
    return noticed == null
        ? time.nanoTime() - Duration.between(block.start(), clock.instant()).toNanos()
        : noticed.nanoTime() - Duration.between(noticed.block().start(), noticed.start()).toNanos();
  }

  /** A block by the clock of {@link Time#nanoTime()}. */
  private record Span(long from, BlockedReport block) {
    long earliest() {
      return from - block.accuracy().toNanos();
    }

    long end() {
      return from + block.length().toNanos();
    }

    /** How long a job held the loop meanwhile; not above 0 if it did not. */
    long heldBy(Job job) {
      Job.Times times = job.times();
      long start = times.started().map(times::nanoTime).orElse(end());
      long finish = job.holdsThread() ? end() : times.finished().map(times::nanoTime).orElse(end());
      return Math.min(finish - from, end() - from) - Math.max(start - from, earliest() - from);
    }
  }

  /**
   * When the call began that began the block, if a job's did: the monitor knows the time to its
   * accuracy, and a job's start is noted a moment after its call has come to the loop.
   */
  private long start(Span span) {
    long latest = span.block().accuracy().plus(TO_BE_NOTED).toNanos();
    return span.from()
        + onTheLoop.stream()
            .filter(job -> span.heldBy(job) > 0)
            .flatMap(job -> job.times().started().map(job.times()::nanoTime).stream())
            .mapToLong(started -> started - span.from())
            .filter(started -> started > span.earliest() - span.from() && started < latest)
            .min()
            .orElse(0);
  }

  /** One after the other, since they did so on one thread. */
  private Duration held(Span span) {
    return Duration.ofNanos(
        onTheLoop.stream().mapToLong(span::heldBy).filter(held -> held > 0).sum());
  }

  /** The job that held the loop for most of the block. */
  private Optional<Job> holder(Span span) {
    return onTheLoop.stream()
        .max(Comparator.comparingLong(span::heldBy))
        .filter(job -> span.heldBy(job) * 2 > span.block().length().toNanos());
  }

  private static void log(BlockReport report) {
    BlockedReport block = report.block();
    String by = report.cause() == BlockedReport.Cause.CALL ? " by" : " during";
    String job =
        report
            .job()
            .map(one -> "%s job %d (%s)".formatted(by, one.number(), one.asked().kind()))
            .orElse("");
    String where = block.where().map(frame -> " at " + frame).orElse("");
    if (block.over()) {
      LOG.info(
          "{} was blocked for {} ms{} ({})",
          block.loop().name(),
          report.length().toMillis(),
          job,
          report.cause());
    } else {
      LOG.warn("{} is blocked{}{}", block.loop().name(), job, where);
    }
  }
}
