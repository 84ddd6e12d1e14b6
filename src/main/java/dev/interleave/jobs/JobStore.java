package dev.interleave.jobs;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where jobs are written, so that a restart forgets none. Every method is called on the service's
 * context, and every future completes on it.
 */
public interface JobStore {
  /** Keeps nothing: a restart forgets every job. */
  JobStore NONE = new NoStore();

  /** Whether anything is written at all. */
  boolean isDurable();

  /** Whether it cannot be reached, so that no job is accepted. Any thread may ask. */
  boolean isAway();

  /**
   * Writes a new job.
   *
   * @return completes when it is written for good; fails with a {@link StoreAwayException} if it
   *     cannot be, and nothing of it is kept then
   */
  Future<Void> add(Job job);

  /**
   * Writes what has become of a job that was added.
   *
   * @return completes when that is written, or something newer of the same job. While the store is
   *     away, that takes until it is back; it fails if the store is closed before
   */
  Future<Void> update(Job job);

  /** Forgets a job that was added, as soon as that can be written. */
  void remove(UUID id);

  /** The job of an id. Fails with a {@link StoreAwayException} if it cannot be read. */
  Future<Optional<Job>> find(UUID id);

  /** The job of an idempotency key. Fails as {@link #find}. */
  Future<Optional<Job>> findByKey(String key);

  /** The newest jobs that pass, the newest first, up to a limit. Fails as {@link #find}. */
  Future<Some> newest(JobFilter filter, int limit);

  /**
   * Some of the jobs that pass.
   *
   * @param more whether there may be older ones
   */
  record Some(List<Job> jobs, boolean more) {}

  /** The jobs that had no final state when the store was opened, the oldest first. */
  List<Job> unfinished();

  /** The greatest number of a job when the store was opened; 0 if there was none. */
  long lastNumber();

  /** Writes what it was given until now, and closes. */
  Future<Void> close();
}
