package dev.interleave.jobs;

import dev.interleave.bulkhead.Call;
import dev.interleave.bulkhead.CallOptions;
import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.bulkhead.CallState;
import dev.interleave.bulkhead.Time;
import dev.interleave.config.Settings;
import dev.interleave.feed.Feed;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/**
 * Every job: those of this process, which are queued or running or have finished lately, and those
 * that the store knows beside them. Every method is called on the service's context, and every
 * future completes on it.
 */
public final class Jobs {
  private final OpenStrategies strategies;
  private final JobStore store;
  private final Time time;
  private final InstantSource clock;
  private final JobIds ids;
  private final Settings.Jobs keep;
  private final Consumer<JobEvent> listener;
  private final Consumer<JobRequest> onRejected;

  private final SequencedMap<UUID, LiveJob> jobs = new LinkedHashMap<>();
  private final Queue<LiveJob> finished = new ArrayDeque<>();
  private final Map<String, UUID> byKey = new HashMap<>();
  private final Map<String, Future<Job>> beingAccepted = new HashMap<>();
  private final Places places = new Places();
  private final Leftovers leftovers;
  private long finishedBytes;
  private long lastNumber;

  /**
   * Starts without jobs of its own.
   *
   * @param store where accepted jobs are written
   * @param keep how many finished jobs are kept, and how many bytes of them in memory
   * @param listener called with every event of every job, on the service's context. Results that
   *     are not small are left out, because whoever keeps events would keep them beyond the bound
   * @param onRejected called with every request that was rejected, on that context
   */
  public Jobs(
      OpenStrategies strategies,
      JobStore store,
      Time time,
      InstantSource clock,
      JobIds ids,
      Settings.Jobs keep,
      Consumer<JobEvent> listener,
      Consumer<JobRequest> onRejected) {
    this.strategies = strategies;
    this.store = store;
    this.time = time;
    this.clock = clock;
    this.ids = ids;
    this.keep = keep;
    this.listener = listener;
    this.onRejected = onRejected;
    this.lastNumber = store.lastNumber();
    this.leftovers =
        new Leftovers(store, strategies, time, clock, listener, this::beginsIfThereIsRoom);
  }

  /** Whether a frame of a stack is what makes the call of a job: what it calls is the job's own. */
  public static boolean makesCall(StackTraceElement frame) {
    return frame.getClassName().equals(NamedCall.class.getName());
  }

  /** Takes up what the last run of the service has left unfinished. */
  public void takeUpLeftovers(Kinds kinds) {
    leftovers.takeUp(kinds);
  }

  /**
   * Makes a job that is not stored: it ends with the service.
   *
   * @throws CallRejectedException if its strategy has no room for it; nothing of it is kept then
   */
  public Job submit(JobRequest request) {
    LiveJob live = next(request, JobStore.NONE);
    try {
      begin(live);
      return live.job();
    } catch (CallRejectedException noRoom) {
      reject(live);
      throw noRoom;
    }
  }

  /**
   * Accepts a job: it is written, and then queued. Of the requests that have the same key, the
   * first makes a job, and the others get it.
   *
   * @return fails with a {@link CallRejectedException} or {@link NoRoomException} if its strategy
   *     has no room for it, with a {@link StoreAwayException} if it cannot be written, and with a
   *     {@link KeyReusedException} if the key stands for a job that was asked for differently. The
   *     key is free then, but for the last
   */
  public Future<Accepted> accept(JobRequest request) {
    return request
        .origin()
        .key()
        .map(key -> acceptOnce(key, request))
        .orElseGet(() -> acceptNew(request).map(job -> new Accepted(job, false)));
  }

  /**
   * A job that was accepted.
   *
   * @param repeated whether an earlier request made it
   */
  public record Accepted(Job job, boolean repeated) {}

  /** The job as it stands now, if it is one of this process and still in memory. */
  public Optional<Job> here(UUID id) {
    return Optional.ofNullable(jobs.get(id)).map(LiveJob::job);
  }

  /** The jobs of this process that pass, newest first. */
  public Stream<Job> newestHere(Predicate<Job> passes) {
    return jobs.reversed().values().stream().map(LiveJob::job).filter(passes);
  }

  /** The job as it stands now, if it is still kept. Fails if the store cannot be read. */
  public Future<Optional<Job>> find(UUID id) {
    Optional<Job> here = here(id);
    return here.isPresent() ? Future.succeededFuture(here) : store.find(id);
  }

  /** The newest jobs that pass, up to a limit. Fails if the store cannot be read. */
  public Future<JobList> newest(JobFilter filter, int limit) {
    return store
        .newest(filter, limit)
        .map(stored -> JobList.of(newestHere(filter::passes), stored, this::isHere, limit));
  }

  /** The events of a job that was found; the feed ends with the job's final state. */
  public Feed<JobEvent> events(Job job) {
    LiveJob live = jobs.get(job.id());
    return live == null ? pastEvents(job) : live.events();
  }

  /** Completes when a job that was found has its final state. */
  public Future<Job> end(Job job) {
    LiveJob live = jobs.get(job.id());
    if (live != null) {
      return live.end();
    }
    return job.state().isFinal() ? Future.succeededFuture(job) : Promise.<Job>promise().future();
  }

  /**
   * Cancels a job that was found. A queued job never runs; a running one is interrupted.
   *
   * @return completes with the job in its final state
   */
  public Future<Job> cancel(Job job) {
    LiveJob live = jobs.get(job.id());
    if (live == null) {
      return job.state().isFinal() ? Future.succeededFuture(job) : leftovers.cancel(job);
    }
    live.cancel();
    return live.end();
  }

  /** Cancels a job of this process if it has no final state yet. */
  public void cancelHere(UUID id) {
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

  /**
   * Accepts no more jobs. Completes when every job has its final state, and that is written, or is
   * left to the next run of the service.
   */
  public Future<Void> close(Duration drain) {
    List<Future<Void>> closing = new ArrayList<>();
    strategies.all().forEach(strategy -> closing.add(strategy.bulkhead().close(drain)));
    return Future.join(closing).eventually(store::close).mapEmpty();
  }

  private Future<Accepted> acceptOnce(String key, JobRequest request) {
    Future<Job> earlier = earlier(key);
    if (earlier != null) {
      return earlier.map(job -> repeated(key, job, request));
    }
    Promise<Job> job = Promise.promise();
    beingAccepted.put(key, job.future());
    Future<Accepted> accepted =
        store
            .findByKey(key)
            .compose(known ->
                known
                    .map(first -> Future.succeededFuture(repeated(key, first, request)))
                    .orElseGet(() -> acceptNew(request).map(first -> new Accepted(first, false))));
    accepted.onComplete(done -> {
      beingAccepted.remove(key);
      job.handle(done.map(Accepted::job));
    });
    return accepted;
  }

  private @Nullable Future<Job> earlier(String key) {
    UUID known = byKey.get(key);
    return known == null ? beingAccepted.get(key) : Future.succeededFuture(kept(known).job());
  }

  private static Accepted repeated(String key, Job first, JobRequest request) {
    if (!request.asksFor(first.asked())) {
      throw new KeyReusedException(key, first.number());
    }
    return new Accepted(first, true);
  }

  private Future<Job> acceptNew(JobRequest request) {
    try {
      return store.isDurable() ? write(request) : Future.succeededFuture(submit(request));
    } catch (CallRejectedException | NoRoomException | ShuttingDownException refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<Job> write(JobRequest request) {
    requireRoom(request);
    LiveJob live = next(request, store);
    return places.during(request.strategy(), store.add(live.job())).map(written -> begun(live));
  }

  /** Else a flood of jobs would be written before the bulkhead rejects them. */
  private void requireRoom(JobRequest request) {
    requireOpen();
    int room = strategies.require(request.strategy()).room();
    if (places.taken(request.strategy()) >= room) {
      onRejected.accept(request);
      throw new NoRoomException(request.strategy(), room);
    }
  }

  private LiveJob next(JobRequest request, JobStore kept) {
    lastNumber++;
    return new LiveJob(
        Job.queued(ids.next(), lastNumber, request, time.nanoTime(), clock.instant()),
        request,
        kept,
        time,
        listener);
  }

  private Job begun(LiveJob written) {
    try {
      begin(written);
      return written.job();
    } catch (CallRejectedException noRoom) {
      store.remove(written.job().id());
      reject(written);
      throw noRoom;
    }
  }

  private boolean beginsIfThereIsRoom(LiveJob leftover) {
    String strategy = leftover.request().strategy();
    if (places.taken(strategy) >= strategies.require(strategy).room()) {
      return false;
    }
    try {
      begin(leftover);
      return true;
    } catch (CallRejectedException noRoom) {
      return false;
    }
  }

  private void reject(LiveJob live) {
    if (live.job().number() == lastNumber) {
      lastNumber--;
    }
    onRejected.accept(live.request());
  }

  private void begin(LiveJob live) {
    JobRequest request = live.request();
    OpenStrategy strategy = strategies.require(request.strategy());
    Call<Job.Answer> call =
        strategy
            .bulkhead()
            .call(
                new NamedCall(live.job(), request, live.mayBegin(strategy)),
                CallOptions.DEFAULT.withListener(live));
    if (call.state() == CallState.REJECTED) {
      throw (CallRejectedException) call.future().cause();
    }
    jobs.put(live.job().id(), live);
    request.origin().key().ifPresent(key -> byKey.put(key, live.job().id()));
    places
        .during(request.strategy(), live.left())
        .onSuccess(left -> leftovers.takeUpMore(request.strategy()));
    live.end().onSuccess(job -> retire(live));
    live.accepted(call);
  }

  private boolean isHere(Job job) {
    return jobs.containsKey(job.id());
  }

  private static Feed<JobEvent> pastEvents(Job job) {
    List<JobEvent> past = JobEvent.history(job);
    Feed<JobEvent> feed = new Feed<>(past.size());
    past.forEach(feed::publish);
    if (job.state().isFinal()) {
      feed.end();
    }
    return feed;
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
      oldest.asked().origin().key().ifPresent(byKey::remove);
    }
  }
}
