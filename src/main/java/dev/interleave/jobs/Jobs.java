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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
  private final Consumer<JobEvent> listener;
  private final Consumer<JobRequest> onRejected;

  private final JobsHere here;
  private final Keys keys;
  private final Places places = new Places();
  private final Leftovers leftovers;
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
    this.listener = listener;
    this.onRejected = onRejected;
    this.here = new JobsHere(keep);
    this.keys = new Keys(here, store);
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
        .map(key -> keys.once(key, request, this::acceptNew))
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
    return here.find(id).map(LiveJob::job);
  }

  /** The jobs of this process that pass, newest first. */
  public Stream<Job> newestHere(Predicate<Job> passes) {
    return here.newestFirst().filter(passes);
  }

  /** The job as it stands now, if it is still kept. Fails if the store cannot be read. */
  public Future<Optional<Job>> find(UUID id) {
    Optional<Job> found = here(id);
    return found.isPresent() ? Future.succeededFuture(found) : store.find(id);
  }

  /** The newest jobs that pass, up to a limit. Fails if the store cannot be read. */
  public Future<JobList> newest(JobFilter filter, int limit) {
    return store
        .newest(filter, limit)
        .map(stored -> JobList.of(newestHere(filter::passes), stored, this::isHere, limit));
  }

  /**
   * The events of a job that was found. The feed ends with the job's final state; that of one that
   * waits for room after a restart ends at once.
   */
  public Feed<JobEvent> events(Job job) {
    return here.find(job.id()).map(LiveJob::events).orElseGet(() -> pastEvents(job));
  }

  /** Completes when a job that was found has its final state. */
  public Future<Job> end(Job job) {
    return here.find(job.id()).map(LiveJob::end).orElseGet(() -> endElsewhere(job));
  }

  /**
   * Cancels a job that was found. A queued job never runs; a running one is interrupted.
   *
   * @return completes with the job in its final state
   */
  public Future<Job> cancel(Job job) {
    Optional<LiveJob> live = here.find(job.id());
    if (live.isPresent()) {
      live.get().cancel();
      return live.get().end();
    }
    return job.state().isFinal() ? Future.succeededFuture(job) : leftovers.cancel(job);
  }

  /** Cancels a job of this process if it has no final state yet. */
  public void cancelHere(UUID id) {
    here.find(id).ifPresent(LiveJob::cancel);
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
    here.add(live);
    places
        .during(request.strategy(), live.left())
        .onSuccess(left -> leftovers.takeUpMore(request.strategy()));
    live.accepted(call);
  }

  private boolean isHere(Job job) {
    return here.find(job.id()).isPresent();
  }

  private static Feed<JobEvent> pastEvents(Job job) {
    List<JobEvent> past = JobEvent.history(job);
    Feed<JobEvent> feed = new Feed<>(past.size());
    past.forEach(feed::publish);
    feed.end();
    return feed;
  }

  /** One that waits for room ends at a time that nobody knows. */
  private static Future<Job> endElsewhere(Job job) {
    return job.state().isFinal() ? Future.succeededFuture(job) : Promise.<Job>promise().future();
  }
}
