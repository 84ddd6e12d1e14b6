package dev.interleave.format;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.values.TraceParent;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;

/** How jobs, and what happens to them, look as JSON. */
public final class JobJson {
  private JobJson() {}

  /** A job as it stands. */
  public static JsonObject job(Job job) {
    Job.Asked asked = job.asked();
    Job.Answer answer = job.answer();
    Job.Times times = job.times();
    return new JsonObject()
        .put("id", job.id().toString())
        .put("number", job.number())
        .put("attempt", job.attempt())
        .put("kind", asked.kind())
        .put("arguments", new JsonObject(new LinkedHashMap<>(asked.arguments())))
        .put("strategy", asked.strategy())
        .put("state", job.state().toString())
        .put("result", answer.result().orElse(null))
        .put("error", answer.error().map(JobJson::failure).orElse(null))
        .put("thread", job.thread().map(JobJson::thread).orElse(null))
        .put("holdsThread", job.holdsThread())
        .put("requestId", asked.origin().requestId())
        .put("traceparent", asked.origin().trace().map(TraceParent::written).orElse(null))
        .put("submitted", Json.instant(times.submitted()))
        .put("started", times.started().map(Json::instant).orElse(null))
        .put("finished", times.finished().map(Json::instant).orElse(null))
        .put("queueWaitMs", Json.millis(times.queueWait()))
        .put("runMs", Json.millis(times.run()));
  }

  /** Something that happened to a job. */
  public static JsonObject event(JobEvent event) {
    return new JsonObject()
        .put("event", event.type().toString())
        .put("at", Json.instant(event.at()))
        .put("job", job(event.job()));
  }

  private static JsonObject failure(Job.Failure failure) {
    return new JsonObject().put("type", failure.type()).put("message", failure.message());
  }

  private static JsonObject thread(Job.Worker thread) {
    return new JsonObject()
        .put("name", thread.name())
        .put("daemon", thread.daemon())
        .put("virtual", thread.virtual());
  }
}
