package dev.interleave.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Some jobs, the newest first. Those of this process may change or go until they are looked at.
 *
 * @param ids of all of them
 * @param stored those that are not of this process
 * @param next the rest are older than this one; empty if there are no more
 */
public record JobList(List<UUID> ids, Map<UUID, Job> stored, Optional<UUID> next) {
  private static final Comparator<UUID> NEWEST_FIRST =
      (one, other) ->
          Long.compareUnsigned(other.getMostSignificantBits(), one.getMostSignificantBits());

  /**
   * Puts together what is known here and what the store knows. Of a job that both know, what is
   * known here is newer.
   *
   * @param here those of this process, the newest first
   */
  static JobList of(Stream<Job> here, JobStore.Some stored, Predicate<Job> isHere, int limit) {
    Map<UUID, Job> elsewhere = new HashMap<>();
    stored.jobs().stream().filter(isHere.negate()).forEach(job -> elsewhere.put(job.id(), job));
    Optional<UUID> end =
        stored.more() ? Optional.of(stored.jobs().getLast().id()) : Optional.empty();
    List<UUID> ids = new ArrayList<>(elsewhere.keySet());
    here.map(Job::id)
        .filter(id -> end.isEmpty() || !JobIds.isBefore(id, end.get()))
        .limit(limit + 1L)
        .forEach(ids::add);
    ids.sort(NEWEST_FIRST);
    if (ids.size() > limit) {
      List<UUID> page = List.copyOf(ids.subList(0, limit));
      return new JobList(page, elsewhere, Optional.of(page.getLast()));
    }
    return new JobList(ids, elsewhere, end);
  }
}
