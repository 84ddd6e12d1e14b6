package dev.interleave.jobs;

import dev.interleave.feed.Feed;
import dev.interleave.offload.Observer;
import dev.interleave.offload.Offloaded;
import dev.interleave.offload.Outcome;
import dev.interleave.offload.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * One job from its acceptance to its end: turns what the offload reports into states and events.
 */
final class LiveJob implements Observer {
  private static final int EVENTS_IN_A_LIFE = JobEvent.Type.values().length;

  private final Feed<JobEvent> events = new Feed<>(EVENTS_IN_A_LIFE);
  private final Promise<Job> end = Promise.promise();
  private final JobRequest request;
  private final InstantSource clock;
  private final Consumer<JobEvent> listener;
  private Job job;
  private Offloaded call;

  LiveJob(
      long id, JobRequest request, Time time, InstantSource clock, Consumer<JobEvent> listener) {
    this.request = request;
    this.clock = clock;
    this.listener = listener;
    this.job = Job.queued(id, request, time.nanoTime(), clock.instant());
  }

  /** The offload has taken it: this is its first event. */
  void accepted(Offloaded offloaded) {
    call = offloaded;
    publish(JobEvent.Type.QUEUED, job.times().submitted());
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
    Instant at = job.times().at(started);
    job = job.startedBy(thread, at);
    publish(JobEvent.Type.STARTED, at);
  }

  @Override
  public void ended(Outcome outcome, boolean holdsThread) {
    Instant at = job.times().at(outcome.ended());
    Job.Answer answer = new Job.Answer(outcome.value(), outcome.error().map(LiveJob::failure));
    job = job.finishedAs(outcome.state(), answer, holdsThread, at);
    try {
      publish(JobEvent.Type.FINISHED, at);
    } finally {
      events.end();
      end.complete(job);
    }
  }

  @Override
  public void released() {
    job = job.released();
    listener.accept(new JobEvent(JobEvent.Type.RELEASED, clock.instant(), job));
  }

  private void publish(JobEvent.Type type, Instant at) {
    JobEvent event = new JobEvent(type, at, job);
    events.publish(event);
    listener.accept(event);
  }

  private static Job.Failure failure(Throwable error) {
    return error instanceof CallFailedException call ? call.failure() : Job.Failure.of(error);
  }
}
