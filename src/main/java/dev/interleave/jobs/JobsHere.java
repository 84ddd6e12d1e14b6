package dev.interleave.jobs;

import dev.interleave.config.Settings;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The jobs of this process: those that are queued or running, and the last of those that have
 * finished.
 */
final class JobsHere {
  private final Settings.Jobs keep;
  private final SequencedMap<UUID, LiveJob> jobs = new LinkedHashMap<>();
  private final Map<String, LiveJob> byKey = new HashMap<>();
  private final Queue<LiveJob> finished = new ArrayDeque<>();
  private long finishedBytes;

  /**
   * None yet.
   *
   * @param keep how many finished jobs are kept, and how many bytes of them
   */
  JobsHere(Settings.Jobs keep) {
    this.keep = keep;
  }

  /** Adds one that is queued. */
  void add(LiveJob live) {
    jobs.put(live.job().id(), live);
    live.request().origin().key().ifPresent(key -> byKey.put(key, live));
    live.end().onSuccess(job -> retire(live));
  }

  Optional<LiveJob> find(UUID id) {
    return Optional.ofNullable(jobs.get(id));
  }

  Optional<LiveJob> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  Stream<Job> newestFirst() {
    return jobs.reversed().values().stream().map(LiveJob::job);
  }

  private void retire(LiveJob live) {
    finished.add(live);
    finishedBytes += live.job().bytes();
    while (finished.size() > keep.keep() || finishedBytes > keep.keepBytes()) {
      Job oldest = finished.remove().job();
      finishedBytes -= oldest.bytes();
      jobs.remove(oldest.id());
      oldest.asked().origin().key().ifPresent(byKey::remove);
    }
  }
}
