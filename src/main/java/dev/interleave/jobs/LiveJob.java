package dev.interleave.jobs;

import dev.interleave.bulkhead.Call;
import dev.interleave.bulkhead.CallEnd;
import dev.interleave.bulkhead.CallListener;
import dev.interleave.bulkhead.CallState;
import dev.interleave.bulkhead.Time;
import dev.interleave.feed.Feed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * One job of this process from its acceptance to its end. Turns what the bulkhead reports into
 * states and events. The listener hears of everything at once. The job itself has its final state
 * when that is written: after a restart, nothing else may come.
 */
final class LiveJob implements CallListener {
  private static final int EVENTS_IN_A_LIFE = JobEvent.Type.values().length;

  private final Feed<JobEvent> events = new Feed<>(EVENTS_IN_A_LIFE);
  private final Promise<Job> end = Promise.promise();
  private final Promise<Void> left = Promise.promise();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final JobRequest request;
  private final JobStore store;
  private final Time time;
  private final long queued;
  private final Consumer<JobEvent> listener;

  /** As it stands. */
  private Job job;

  /** The same, or what is being written. */
  private Job latest;

  private boolean cancelled;

  /** Set when the bulkhead has accepted it, before anybody else knows of it. */
  @SuppressWarnings("NullAway.Init")
  private Call<?> call;

  /**
   * Queued now.
   *
   * @param job as it stands: queued
   * @param listener called with every event, in which large results are left out
   */
  LiveJob(Job job, JobRequest request, JobStore store, Time time, Consumer<JobEvent> listener) {
    this.job = job;
    this.latest = job;
    this.request = request;
    this.store = store;
    this.time = time;
    this.queued = time.nanoTime();
    this.listener = listener;
  }

  /** The bulkhead has accepted it: this is its first event. */
  void accepted(Call<?> submitted) {
    call = submitted;
    publish(JobEvent.Type.QUEUED, queued);
  }

  Job job() {
    return job;
  }

  JobRequest request() {
    return request;
  }

  Feed<JobEvent> events() {
    return events;
  }

  /** Completes when it has its final state, or when the service ends before. */
  Future<Job> end() {
    return end.future();
  }

  /** Completes when it holds no place in its bulkhead any more. */
  Future<Void> left() {
    return left.future();
  }

  void cancel() {
    cancelled = true;
    call.cancel();
  }

  /**
   * What its call waits for before it begins: a call that may not be made twice is written down as
   * begun first. A loop waits for nothing; a job whose strategy is the loop itself counts as begun
   * from its acceptance.
   */
  NamedCall.Begin mayBegin(OpenStrategy strategy) {
    boolean isToBeWritten =
        store.isDurable() && !request.kind().isRepeatable() && !strategy.strategy().holdsTheLoop();
    return isToBeWritten ? begun::await : () -> {};
  }

  @Override
  public void started(Thread thread, long started) {
    latest = latest.startedBy(thread, job.times().at(started));
    job = latest;
    store.update(job).onSuccess(written -> begun.countDown());
    publish(JobEvent.Type.STARTED, started);
  }

  @Override
  public void ended(CallEnd callEnd) {
    if (!callEnd.holdsThread()) {
      left.complete();
    }
    if (isForTheNextRun(callEnd.state())) {
      close();
      return;
    }
    latest =
        latest.finishedAs(
            JobState.of(callEnd.state()),
            answer(callEnd),
            callEnd.holdsThread(),
            job.times().at(callEnd.nanoTime()));
    JobEvent finished = event(JobEvent.Type.FINISHED, callEnd.nanoTime());
    Future<Void> written = store.update(latest);
    try {
      listener.accept(finished.brief());
    } finally {
      written.onSuccess(now -> finish(finished)).onFailure(notWritten -> close());
    }
  }

  @Override
  public void released() {
    left.complete();
    if (!latest.state().isFinal()) {
      return;
    }
    latest = latest.released();
    if (job.state().isFinal()) {
      job = latest;
    }
    listener.accept(event(JobEvent.Type.RELEASED, time.nanoTime()).brief());
  }

  /** What is stored, and is stopped because the service ends, is taken up by the next run. */
  private boolean isForTheNextRun(CallState state) {
    return store.isDurable() && state == CallState.CANCELLED && !cancelled;
  }

  private void finish(JobEvent finished) {
    job = latest;
    events.publish(finished);
    close();
  }

  private void close() {
    events.end();
    end.complete(job);
  }

  private JobEvent event(JobEvent.Type type, long nanoTime) {
    return new JobEvent(type, job.times().at(nanoTime), nanoTime, latest);
  }

  private void publish(JobEvent.Type type, long nanoTime) {
    JobEvent event = event(type, nanoTime);
    events.publish(event);
    listener.accept(event.brief());
  }

  /** The state says why a job was stopped. An error is only what the call threw. */
  private static Job.Answer answer(CallEnd callEnd) {
    Optional<Throwable> thrown = callEnd.error().filter(why -> callEnd.state() == CallState.FAILED);
    return callEnd
        .value()
        .map(Job.Answer.class::cast)
        .or(() -> thrown.map(LiveJob::failure).map(Job.Answer::threw))
        .orElse(Job.Answer.NONE);
  }

  private static Job.Failure failure(Throwable error) {
    return error instanceof CallFailedException call ? call.failure() : Job.Failure.of(error);
  }
}
