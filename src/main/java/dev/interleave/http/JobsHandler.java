package dev.interleave.http;

import dev.interleave.format.JobJson;
import dev.interleave.format.JobText;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobFilter;
import dev.interleave.jobs.JobList;
import dev.interleave.jobs.JobRequest;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.Jobs;
import dev.interleave.jobs.OpenStrategies;
import dev.interleave.jobs.OpenStrategy;
import dev.interleave.work.Arguments;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** {@code /jobs} and all below it. */
final class JobsHandler {
  private final Jobs jobs;
  private final Kinds kinds;
  private final OpenStrategies strategies;
  private final Streams streams;
  private final Waiting waiting;
  private final LargeAnswers lists;
  private final StreamForms<JobEvent> events;

  JobsHandler(
      Jobs jobs,
      Kinds kinds,
      OpenStrategies strategies,
      Streams streams,
      Waiting waiting,
      LargeAnswers lists) {
    this.jobs = jobs;
    this.kinds = kinds;
    this.strategies = strategies;
    this.streams = streams;
    this.waiting = waiting;
    this.lists = lists;
    this.events =
        new StreamForms<>(event -> event.type().toString(), JobJson::event, streams.retry());
  }

  void start(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    JobRequest request = request(ctx);
    Optional<Waiting.Time> wait = waiting.askedFor(ctx);
    jobs.accept(request).onSuccess(accepted -> answer(ctx, accepted, wait)).onFailure(ctx::fail);
  }

  private void answer(RoutingContext ctx, Jobs.Accepted accepted, Optional<Waiting.Time> wait) {
    Job job = accepted.job();
    ctx.response().putHeader(HttpHeaders.LOCATION, "/jobs/" + job.id());
    if (accepted.repeated()) {
      ctx.response().putHeader("Idempotency-Replayed", "true");
    }
    if (wait.isEmpty()) {
      Answers.job(ctx, 202, job);
    } else {
      waiting.forEnd(ctx, jobs.end(job), wait.get(), () -> latest(job));
    }
  }

  void list(RoutingContext ctx) {
    String type = Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT);
    Map<String, String> query = Query.of(ctx);
    int limit = Integer.parseInt(query.get("limit"));
    JobFilter filter =
        new JobFilter(
            Optional.ofNullable(query.get("state")).map(JobState::written),
            Optional.ofNullable(query.get("kind")),
            Optional.ofNullable(query.get("strategy")),
            Optional.ofNullable(query.get("before")).map(UUID::fromString));
    Future<JobList> found = jobs.newest(filter, limit);
    if (type.equals(Accepts.TEXT)) {
      found
          .onSuccess(list -> Answers.text(ctx, JobText.list(rows(list), next(ctx, list))))
          .onFailure(ctx::fail);
    } else {
      lists.send(
          ctx,
          Accepts.JSON,
          found.map(list -> new JobPage(list.ids(), id -> row(list, id), next(ctx, list))));
    }
  }

  private List<Job> rows(JobList list) {
    return list.ids().stream().map(id -> row(list, id)).flatMap(Optional::stream).toList();
  }

  private Optional<Job> row(JobList list, UUID id) {
    return Optional.ofNullable(list.stored().get(id)).or(() -> jobs.here(id));
  }

  private static Optional<String> next(RoutingContext ctx, JobList list) {
    return list.next().map(last -> nextPage(ctx, last));
  }

  void get(RoutingContext ctx) {
    String type = Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT);
    withJob(
        ctx,
        job -> {
          if (type.equals(Accepts.TEXT)) {
            Answers.text(ctx, JobText.job(job));
          } else {
            Answers.job(ctx, 200, job);
          }
        });
  }

  void events(RoutingContext ctx) {
    StreamFormat<JobEvent> format = events.wanted(ctx);
    withJob(
        ctx,
        job ->
            streams.open(
                ctx, jobs.events(job), format, WatchHandler.lastEventId(ctx, 0), () -> {}));
  }

  void cancel(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    withJob(
        ctx,
        job ->
            jobs.cancel(job)
                .map(this::cancelled)
                .onSuccess(ended -> Answers.job(ctx, 200, ended))
                .onFailure(ctx::fail));
  }

  private Job cancelled(Job ended) {
    if (ended.state() != JobState.CANCELLED) {
      throw new ProblemException(
          409,
          "already-final",
          "job %d is %s already and cannot be cancelled".formatted(ended.number(), ended.state()));
    }
    return latest(ended);
  }

  private JobRequest request(RoutingContext ctx) {
    // JobPaths has seen to it that there is one.
    Kind kind = kinds.find(ctx.pathParam("job")).orElseThrow();
    Query.requireKnown(ctx, kind);
    Map<String, String> given = Query.of(ctx);
    String strategyName = Objects.requireNonNull(given.remove("strategy"));
    given.remove("wait");
    Arguments arguments = Arguments.of(kind.arguments(), given);
    OpenStrategy strategy = strategies.require(strategyName);
    strategy.requireShort(arguments);
    return new JobRequest(kind, arguments, strategy.name(), Origins.withKey(ctx));
  }

  /** Answers with what is made of the job that the path names. */
  private void withJob(RoutingContext ctx, Consumer<Job> answer) {
    String id = ctx.pathParam("job");
    jobs.find(UUID.fromString(id))
        .map(found ->
            found.orElseThrow(() ->
                ProblemException.notFound(
                    "no job has the id %s; finished jobs go when newer ones finish".formatted(id))))
        .onSuccess(answer::accept)
        .onFailure(ctx::fail);
  }

  /** The job as it stands now; if it is not in memory, as it stood. */
  private Job latest(Job job) {
    return jobs.here(job.id()).orElse(job);
  }

  private static String nextPage(RoutingContext ctx, UUID last) {
    StringBuilder next = new StringBuilder("/jobs?before=").append(last);
    ctx.queryParams()
        .forEach(entry -> {
          if (!entry.getKey().equals("before")) {
            next.append('&').append(entry.getKey()).append('=').append(entry.getValue());
          }
        });
    return next.toString();
  }
}
