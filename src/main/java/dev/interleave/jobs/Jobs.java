package dev.interleave.jobs;

import dev.interleave.bulkhead.Bulkhead;
import dev.interleave.bulkhead.Call;
import dev.interleave.bulkhead.CallOptions;
import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.bulkhead.CallState;
import dev.interleave.bulkhead.Time;
import dev.interleave.config.Settings;
import dev.interleave.feed.Feed;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every job that is queued or running, and the last of those that have finished. Every method is
 * called on the service's context, and every future completes on it.
 */
public final class Jobs {
  private final OpenStrategies strategies;
  private final Time time;
  private final InstantSource clock;
  private final JobIds ids;
  private final Settings.Jobs keep;
  private final Consumer<JobEvent> listener;
  private final Consumer<JobRequest> onRejected;

  private final SequencedMap<UUID, LiveJob> jobs = new LinkedHashMap<>();
  private final Queue<LiveJob> finished = new ArrayDeque<>();
  private final Map<String, UUID> byKey = new HashMap<>();
  private final Map<UUID, String> keyOf = new HashMap<>();
  private long finishedBytes;
  private long lastNumber;

  /**
   * Starts without jobs.
   *
   * @param keep how many finished jobs are kept, and how many bytes of them
   * @param listener called with every event of every job, on the service's context. Results that
   *     are not small are left out, because whoever keeps events would keep them beyond the bound
   * @param onRejected called with every request that was rejected, on that context
   */
  public Jobs(
      OpenStrategies strategies,
      Time time,
      InstantSource clock,
      JobIds ids,
      Settings.Jobs keep,
      Consumer<JobEvent> listener,
      Consumer<JobRequest> onRejected) {
    this.strategies = strategies;
    this.time = time;
    this.clock = clock;
    this.ids = ids;
    this.keep = keep;
    this.listener = listener;
    this.onRejected = onRejected;
  }

  /** Whether a frame of a stack is what makes the call of a job: what it calls is the job's own. */
  public static boolean makesCall(StackTraceElement frame) {
    return frame.getClassName().equals(NamedCall.class.getName());
  }

  /**
   * Accepts a job.
   *
   * @throws CallRejectedException if its strategy has no room for it; nothing of it is kept then
   */
  public Job submit(JobRequest request) {
    LiveJob live = new LiveJob(ids.next(), lastNumber + 1, request, time, clock, listener);
    Bulkhead bulkhead = strategies.require(request.strategy()).bulkhead();
    Call<Job.Answer> call =
        bulkhead.call(new NamedCall(live.job(), request), CallOptions.DEFAULT.withListener(live));
    if (call.state() == CallState.REJECTED) {
      onRejected.accept(request);
      throw (CallRejectedException) call.future().cause();
    }
    lastNumber++;
    jobs.put(live.job().id(), live);
    live.end().onSuccess(job -> retire(live));
    live.accepted(call);
    return live.job();
  }

  /**
   * Accepts one job for each key. A second request with a key gets the job of the first.
   *
   * @throws CallRejectedException as {@link #submit(JobRequest)}; the key is free then
   * @throws KeyReusedException if the key stands for a job that was asked for differently
   */
  public Once submitOnce(String key, JobRequest request) {
    UUID known = byKey.get(key);
    if (known == null) {
      Job job = submit(request);
      byKey.put(key, job.id());
      keyOf.put(job.id(), key);
      return new Once(job, false);
    }
    LiveJob live = kept(known);
    if (!live.request().asksTheSameAs(request)) {
      throw new KeyReusedException(key, live.job().number());
    }
    return new Once(live.job(), true);
  }

  /**
   * The job of a key.
   *
   * @param repeated whether an earlier request made it
   */
  public record Once(Job job, boolean repeated) {}

  /** The job as it stands now, if it is still kept. */
  public Optional<Job> find(UUID id) {
    return Optional.ofNullable(jobs.get(id)).map(LiveJob::job);
  }

  /** The jobs that pass, newest first. */
  public Stream<Job> newestFirst(Predicate<Job> passes) {
    return jobs.reversed().values().stream().map(LiveJob::job).filter(passes);
  }

  /** The events of a job that is kept; the feed ends with the job's final state. */
  public Feed<JobEvent> events(UUID id) {
    return kept(id).events();
  }

  /** Completes when a job that is kept has its final state. */
  public Future<Job> end(UUID id) {
    return kept(id).end();
  }

  /**
   * Cancels a job that is kept. A queued job never runs; a running one is interrupted.
   *
   * @return completes with the job in its final state. That is at once, unless the call has just
   *     ended by itself and its end is not known here yet
   */
  public Future<Job> cancel(UUID id) {
    LiveJob live = kept(id);
    live.cancel();
    return live.end();
  }

  /** Cancels a job if it is still kept and has no final state yet. */
  public void cancelIfKept(UUID id) {
    Optional.ofNullable(jobs.get(id)).ifPresent(LiveJob::cancel);
  }

  /**
   * Makes sure that jobs are accepted at all.
   *
   * @throws ShuttingDownException if {@link #close} has been called
   */
  public void requireOpen() {
    if (strategies.all().stream().anyMatch(strategy -> strategy.bulkhead().isClosed())) {
      throw new ShuttingDownException();
    }
  }

  /** How many calls were stopped and still hold their thread. */
  public int held() {
    return strategies.all().stream()
        .mapToInt(strategy -> strategy.bulkhead().metrics().deaf())
        .sum();
  }

  /** Accepts no more jobs. Completes when every job has its final state. */
  public Future<Void> close(Duration drain) {
    List<Future<Void>> closing =
        strategies.all().stream().map(strategy -> strategy.bulkhead().close(drain)).toList();
    return Future.join(closing).mapEmpty();
  }

  private LiveJob kept(UUID id) {
    return Objects.requireNonNull(jobs.get(id), "a job that is kept");
  }

  private void retire(LiveJob live) {
    finished.add(live);
    finishedBytes += live.job().bytes();
    while (finished.size() > keep.keep() || finishedBytes > keep.keepBytes()) {
      Job oldest = finished.remove().job();
      finishedBytes -= oldest.bytes();
      jobs.remove(oldest.id());
      byKey.remove(keyOf.remove(oldest.id()));
    }
  }
}
