package dev.interleave.http;

import dev.interleave.jobs.Job;
import dev.interleave.values.Allowed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code wait=5s} and {@code Prefer: wait=5}: the client waits for the finished job. */
final class Waiting {
  private static final Pattern PREFERENCE =
      Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*\"?([^\",;\\s]+)");

  private final Vertx vertx;
  private final Allowed<Duration> allowed;

  /**
   * @param most the longest time that may be asked for
   */
  Waiting(Vertx vertx, Duration most) {
    this.vertx = vertx;
    this.allowed = Allowed.duration(Duration.ZERO, most);
  }

  /**
   * How long a client is ready to wait.
   *
   * @param preferred whether the header asked for it; then the answer has to say so
   */
  record Time(Duration duration, String asWritten, boolean preferred) {}

  /**
   * How long the client is ready to wait, if at all. The parameter takes precedence over the
   * header.
   */
  Optional<Time> askedFor(RoutingContext ctx) {
    Optional<Time> parameter =
        ctx.queryParam("wait").stream()
            .findFirst()
            .map(text -> new Time(allowed.parse("wait", text), text, false));
    return parameter.or(() -> preference(ctx));
  }

  /** Answers with the finished job, or with the job as it stands when the time is up. */
  void forEnd(RoutingContext ctx, Future<Job> end, Time time, Supplier<Job> now) {
    if (time.preferred()) {
      ctx.response().putHeader("Preference-Applied", "wait=" + time.asWritten());
    }
    long timer =
        vertx.setTimer(
            Math.max(1, time.duration().toMillis()), id -> Answers.job(ctx, 202, now.get()));
    end.onSuccess(job -> {
      if (vertx.cancelTimer(timer)) {
        Answers.job(ctx, 200, job);
      }
    });
  }

  private Optional<Time> preference(RoutingContext ctx) {
    Matcher wait = PREFERENCE.matcher(String.join(",", ctx.request().headers().getAll("Prefer")));
    return wait.find()
        ? Optional.of(new Time(allowed.parse("Prefer: wait", wait.group(1)), wait.group(1), true))
        : Optional.empty();
  }
}
