package dev.interleave.http;

import dev.interleave.bulkhead.CallState;
import dev.interleave.format.JobJson;
import dev.interleave.format.JobText;
import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobEvent;
import dev.interleave.jobs.JobIds;
import dev.interleave.jobs.JobRequest;
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
import java.util.function.Function;
import java.util.function.Predicate;

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
    String key = ctx.request().getHeader("Idempotency-Key");
    Jobs.Once once =
        key == null ? new Jobs.Once(jobs.submit(request), false) : jobs.submitOnce(key, request);
    ctx.response().putHeader(HttpHeaders.LOCATION, "/jobs/" + once.job().id());
    if (once.repeated()) {
      ctx.response().putHeader("Idempotency-Replayed", "true");
    }
    if (wait.isEmpty()) {
      Answers.job(ctx, 202, once.job());
    } else {
      waiting.forEnd(ctx, jobs.end(once.job().id()), wait.get(), () -> latest(once.job()));
    }
  }

  void list(RoutingContext ctx) {
    String type = Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT);
    Map<String, String> query = Query.of(ctx);
    int limit = Integer.parseInt(query.get("limit"));
    Predicate<Job> passes =
        filter(query, "state", job -> job.state().toString())
            .and(filter(query, "kind", job -> job.asked().kind()))
            .and(filter(query, "strategy", job -> job.asked().strategy()))
            .and(olderThan(Optional.ofNullable(query.get("before")).map(UUID::fromString)));
    List<UUID> found = jobs.newestFirst(passes).map(Job::id).limit(limit + 1L).toList();
    List<UUID> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit ? Optional.of(nextPage(ctx, page.getLast())) : Optional.empty();
    if (type.equals(Accepts.TEXT)) {
      List<Job> rows = page.stream().map(jobs::find).flatMap(Optional::stream).toList();
      Answers.text(ctx, JobText.list(rows, next));
      return;
    }
    lists.send(ctx, Accepts.JSON, Future.succeededFuture(new JobPage(page, jobs::find, next)));
  }

  void get(RoutingContext ctx) {
    if (Accepts.wanted(ctx, Accepts.JSON, Accepts.TEXT).equals(Accepts.TEXT)) {
      Answers.text(ctx, JobText.job(find(ctx)));
    } else {
      Answers.job(ctx, 200, find(ctx));
    }
  }

  void events(RoutingContext ctx) {
    StreamFormat<JobEvent> format = events.wanted(ctx);
    Job job = find(ctx);
    streams.open(ctx, jobs.events(job.id()), format, WatchHandler.lastEventId(ctx, 0), () -> {});
  }

  void cancel(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    jobs.cancel(find(ctx).id())
        .map(ended -> {
          if (ended.state() != CallState.CANCELLED) {
            throw new ProblemException(
                409,
                "already-final",
                "job %d is %s already and cannot be cancelled"
                    .formatted(ended.number(), ended.state()));
          }
          return latest(ended);
        })
        .onSuccess(job -> Answers.job(ctx, 200, job))
        .onFailure(ctx::fail);
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
    return new JobRequest(kind, arguments, strategy.name(), Origins.of(ctx));
  }

  private Job find(RoutingContext ctx) {
    String id = ctx.pathParam("job");
    return jobs.find(UUID.fromString(id))
        .orElseThrow(() ->
            ProblemException.notFound(
                "no job has the id %s; finished jobs go when newer ones finish".formatted(id)));
  }

  /** The job as it stands now; if it is no longer kept, as it stood. */
  private Job latest(Job job) {
    return jobs.find(job.id()).orElse(job);
  }

  private static Predicate<Job> filter(
      Map<String, String> query, String name, Function<Job, String> property) {
    String wanted = query.get(name);
    return job -> wanted == null || wanted.equals(property.apply(job));
  }

  private static Predicate<Job> olderThan(Optional<UUID> id) {
    return job -> id.isEmpty() || JobIds.isBefore(job.id(), id.get());
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
