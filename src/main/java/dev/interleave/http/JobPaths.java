package dev.interleave.http;

import dev.interleave.values.Nearest;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind {@code /jobs/}: a kind where a job is started, the id of a job everywhere
 * else. Whoever mixes them up is told before anything else is checked.
 */
final class JobPaths {
  private static final String NAME = "job";

  private final Kinds kinds;
  private final CurlLine curl;

  JobPaths(Kinds kinds, CurlLine curl) {
    this.kinds = kinds;
    this.curl = curl;
  }

  /**
   * Refuses a name that no kind has.
   *
   * @throws ProblemException (404)
   */
  void requireKind(RoutingContext ctx) {
    String name = ctx.pathParam(NAME);
    if (kinds.find(name).isEmpty()) {
      String meant = Nearest.of(name, names()).map("; did you mean %s?"::formatted).orElse(";");
      throw ProblemException.notFound(
          "no kind is named %s%s there are %s".formatted(Text.shown(name), meant, kinds.names()));
    }
  }

  /**
   * Refuses a kind, or what looks like one, where an id is wanted.
   *
   * @throws ProblemException (405)
   */
  void requireNoKind(RoutingContext ctx) {
    String name = ctx.pathParam(NAME);
    Optional<String> kind = kinds.find(name).map(Kind::name).or(() -> Nearest.of(name, names()));
    if (kind.isPresent()) {
      throw new ProblemException(
              405,
              "method-not-allowed",
              "%s is a kind; use POST to start a job of it: %s"
                  .formatted(kind.get(), curl.post(ctx, "/jobs/" + kind.get())))
          .with(HttpHeaders.ALLOW, "POST, OPTIONS");
    }
  }

  private List<String> names() {
    return kinds.all().stream().map(Kind::name).toList();
  }
}
