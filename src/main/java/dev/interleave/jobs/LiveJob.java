package dev.interleave.jobs;

import dev.interleave.bulkhead.Call;
import dev.interleave.bulkhead.CallEnd;
import dev.interleave.bulkhead.CallListener;
import dev.interleave.bulkhead.CallState;
import dev.interleave.bulkhead.Time;
import dev.interleave.feed.Feed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One job from its acceptance to its end. Turns what the bulkhead reports into states and events.
 */
final class LiveJob implements CallListener {
  private static final int EVENTS_IN_A_LIFE = JobEvent.Type.values().length;

  private final Feed<JobEvent> events = new Feed<>(EVENTS_IN_A_LIFE);
  private final Promise<Job> end = Promise.promise();
  private final JobRequest request;
  private final Time time;
  private final Consumer<JobEvent> listener;
  private Job job;

  /** Set when the bulkhead has accepted it, before anybody else knows of it. */
  @SuppressWarnings("NullAway.Init")
  private Call<?> call;

  /**
   * @param listener called with every event, in which large results are left out
   */
  LiveJob(
      UUID id,
      long number,
      JobRequest request,
      Time time,
      InstantSource clock,
      Consumer<JobEvent> listener) {
    this.request = request;
    this.time = time;
    this.listener = listener;
    this.job = Job.queued(id, number, request, time.nanoTime(), clock.instant());
  }

  /** The bulkhead has accepted it: this is its first event. */
  void accepted(Call<?> submitted) {
    call = submitted;
    publish(JobEvent.Type.QUEUED, job.times().accepted());
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

  Future<Job> end() {
    return end.future();
  }

  void cancel() {
    call.cancel();
  }

  @Override
  public void started(Thread thread, long started) {
    job = job.startedBy(thread, job.times().at(started));
    publish(JobEvent.Type.STARTED, started);
  }

  @Override
  public void ended(CallEnd callEnd) {
    // The state says why a job was stopped. An error is only what the call threw.
    Optional<Throwable> thrown = callEnd.error().filter(why -> callEnd.state() == CallState.FAILED);
    Job.Answer answer =
        callEnd
            .value()
            .map(Job.Answer.class::cast)
            .or(() -> thrown.map(LiveJob::failure).map(Job.Answer::threw))
            .orElse(Job.Answer.NONE);
    job =
        job.finishedAs(
            callEnd.state(), answer, callEnd.holdsThread(), job.times().at(callEnd.nanoTime()));
    try {
      publish(JobEvent.Type.FINISHED, callEnd.nanoTime());
    } finally {
      events.end();
      end.complete(job);
    }
  }

  @Override
  public void released() {
    job = job.released();
    listener.accept(event(JobEvent.Type.RELEASED, time.nanoTime()).brief());
  }

  private JobEvent event(JobEvent.Type type, long nanoTime) {
    return new JobEvent(type, job.times().at(nanoTime), nanoTime, job);
  }

  private void publish(JobEvent.Type type, long nanoTime) {
    JobEvent event = event(type, nanoTime);
    events.publish(event);
    listener.accept(event.brief());
  }

  private static Job.Failure failure(Throwable error) {
    return error instanceof CallFailedException call ? call.failure() : Job.Failure.of(error);
  }
}
