package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.monitor.BlockedReport;
import dev.interleave.monitor.Loop;
import java.time.Duration;
import java.time.Instant;
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
  private final Consumer<BlockReport> listener;
  private final SequencedMap<Long, BlockReport> reports = new LinkedHashMap<>();
  private final Deque<Job> onTheLoop = new ArrayDeque<>();

  /**
   * Starts without blocks.
   *
   * @param keep how many are kept
   * @param loop whose blocks they are; those of others are left out
   * @param listener called with each block when it is noticed, and again when it is over
   */
  public Blocks(int keep, Loop loop, Consumer<BlockReport> listener) {
    this.keep = keep;
    this.loop = loop;
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
    BlockReport report = new BlockReport(block, start(block), held(block), holder(block));
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
   * When the call began that began the block, if a job's did: the monitor knows the time to its
   * accuracy, and a job's start is noted a moment after its call has come to the loop.
   */
  private Instant start(BlockedReport block) {
    Instant latest = block.start().plus(block.accuracy()).plus(TO_BE_NOTED);
    return onTheLoop.stream()
        .filter(job -> heldWithin(job, block).isPositive())
        .flatMap(job -> job.times().started().stream())
        .filter(started -> started.isAfter(earliestStart(block)) && started.isBefore(latest))
        .min(Comparator.naturalOrder())
        .orElse(block.start());
  }

  /** One after the other, since they did so on one thread. */
  private Duration held(BlockedReport block) {
    return onTheLoop.stream()
        .map(job -> heldWithin(job, block))
        .filter(Duration::isPositive)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The job that held the loop for most of the block. */
  private Optional<Job> holder(BlockedReport block) {
    return onTheLoop.stream()
        .max(Comparator.comparing(job -> heldWithin(job, block)))
        .filter(job -> heldWithin(job, block).multipliedBy(2).compareTo(block.length()) > 0);
  }

  private static Instant earliestStart(BlockedReport block) {
    return block.start().minus(block.accuracy());
  }

  private static Duration heldWithin(Job job, BlockedReport block) {
    Instant end = block.start().plus(block.length());
    Instant from = latest(job.times().started().orElse(end), earliestStart(block));
    Instant to = job.holdsThread() ? end : earliest(job.times().finished().orElse(end), end);
    return Duration.between(from, to);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
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
