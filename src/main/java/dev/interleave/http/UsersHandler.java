package dev.interleave.http;

import dev.interleave.experiment.Experiments;
import dev.interleave.format.UserJson;
import dev.interleave.jobs.Jobs;
import dev.interleave.users.Users;
import dev.interleave.values.Allowed;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** {@code /users}. */
final class UsersHandler {
  /** With the greatest rate, it bounds how many may wait at a time. */
  private static final Allowed<Duration> DURATION =
      Allowed.duration(Duration.ofMillis(100), Duration.ofSeconds(20));

  private final Users users;
  private final Jobs jobs;
  private final Experiments experiments;

  UsersHandler(Users users, Jobs jobs, Experiments experiments) {
    this.users = users;
    this.jobs = jobs;
    this.experiments = experiments;
  }

  void counts(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    answer(ctx);
  }

  void start(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    Map<String, String> given = Query.of(ctx);
    Duration duration = DURATION.parse("duration", Objects.requireNonNull(given.get("duration")));
    jobs.requireOpen();
    if (experiments.isRunning()) {
      throw new ProblemException(
          409,
          "experiment-running",
          "an experiment is running and has the loop under test to itself; users can come when it is over");
    }
    users.start(Integer.parseInt(given.get("rate")), duration);
    ctx.response().setStatusCode(202);
    answer(ctx);
  }

  void stop(RoutingContext ctx) {
    Accepts.best(ctx, Accepts.JSON);
    users.stop();
    answer(ctx);
  }

  /** Refuses a request (409) while there are users: what it starts would measure them as well. */
  Handler<RoutingContext> notBeside(Handler<RoutingContext> handler) {
    return ctx -> {
      users.requireNone();
      handler.handle(ctx);
    };
  }

  private void answer(RoutingContext ctx) {
    Answers.json(ctx, UserJson.counts(users.counts()));
  }
}
