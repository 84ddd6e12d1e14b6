package dev.interleave.timeline;

import dev.interleave.jobs.Job;
import dev.interleave.monitor.Loop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * When jobs have held a loop: the last {@value #KEPT} whose calls were made by the loop itself. All
 * times are those of {@link dev.interleave.bulkhead.Time#nanoTime()}.
 */
final class HeldLoop {
  private static final int KEPT = 512;

  private final Loop loop;
  private final SequencedMap<UUID, Job> jobs = new LinkedHashMap<>();

  /** By none so far. */
  HeldLoop(Loop loop) {
    this.loop = loop;
  }

  /** Takes a job as it stands now. */
  void add(Job job) {
    if (job.thread().filter(thread -> thread.isOf(loop)).isPresent()) {
      jobs.putLast(job.id(), job);
      if (jobs.size() > KEPT) {
        jobs.pollFirstEntry();
      }
    }
  }

  /** By which jobs it was held between two times, and by each for how much of it. */
  List<Held> between(long from, long to) {
    return jobs.values().stream()
        .map(job -> held(job, from, to))
        .filter(held -> held.nanos() > 0)
        .toList();
  }

  /**
   * A job held the loop.
   *
   * @param started when its call began
   * @param nanos how long it held the loop within the time that was asked for
   */
  record Held(Job job, long started, long nanos) {}

  private static Held held(Job job, long from, long to) {
    Job.Times times = job.times();
    long started = times.started().map(times::nanoTime).orElse(to);
    long ended = job.holdsThread() ? to : times.finished().map(times::nanoTime).orElse(to);
    return new Held(job, started, Math.min(ended - from, to - from) - Math.max(started - from, 0));
  }
}
