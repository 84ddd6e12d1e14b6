package dev.interleave.store;

import dev.interleave.jobs.Job;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be written of a job.
 *
 * @param isNew whether the database does not know it yet
 * @param job as it stands; empty if it is to be deleted
 * @param written completes when this is written, or something newer
 */
record Change(UUID id, boolean isNew, Optional<Job> job, Promise<Void> written) {
  static Change add(Job job) {
    return new Change(job.id(), true, Optional.of(job), Promise.promise());
  }

  static Change update(Job job) {
    return new Change(job.id(), false, Optional.of(job), Promise.promise());
  }

  static Change remove(UUID id) {
    return new Change(id, false, Optional.empty(), Promise.promise());
  }

  /** Both in one: the later one's job, and who waits for either is told. */
  Change then(Change later) {
    later.written.future().onComplete(written);
    return new Change(id, isNew, later.job, later.written);
  }
}
