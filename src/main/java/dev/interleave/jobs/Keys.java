package dev.interleave.jobs;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Idempotency keys: of the requests that have the same, the first makes a job, and the others get
 * it. A key is free again if its job was not accepted.
 */
final class Keys {
  private final JobsHere here;
  private final JobStore store;
  private final Map<String, Future<Job>> beingAccepted = new HashMap<>();

  Keys(JobsHere here, JobStore store) {
    this.here = here;
    this.store = store;
  }

  /**
   * The job of a key.
   *
   * @param accept makes it, if this is the first request
   * @return fails as {@code accept} does, and with a {@link KeyReusedException} if the key stands
   *     for a job that was asked for differently
   */
  Future<Jobs.Accepted> once(
      String key, JobRequest request, Function<JobRequest, Future<Job>> accept) {
    Optional<Future<Job>> earlier =
        here.findByKey(key)
            .map(live -> Future.succeededFuture(live.job()))
            .or(() -> Optional.ofNullable(beingAccepted.get(key)));
    if (earlier.isPresent()) {
      return earlier.get().map(job -> repeated(key, job, request));
    }
    Promise<Job> job = Promise.promise();
    beingAccepted.put(key, job.future());
    Future<Jobs.Accepted> accepted =
        store.findByKey(key).compose(known -> known(key, known, request, accept));
    accepted.onComplete(done -> {
      beingAccepted.remove(key);
      job.handle(done.map(Jobs.Accepted::job));
    });
    return accepted;
  }

  private static Future<Jobs.Accepted> known(
      String key,
      Optional<Job> known,
      JobRequest request,
      Function<JobRequest, Future<Job>> accept) {
    return known
        .map(first -> Future.succeededFuture(repeated(key, first, request)))
        .orElseGet(() -> accept.apply(request).map(first -> new Jobs.Accepted(first, false)));
  }

  private static Jobs.Accepted repeated(String key, Job first, JobRequest request) {
    if (!request.asksFor(first.asked())) {
      throw new KeyReusedException(key, first.number());
    }
    return new Jobs.Accepted(first, true);
  }
}
