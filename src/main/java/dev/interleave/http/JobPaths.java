package dev.interleave.http;

import dev.interleave.values.InvalidValueException;
import dev.interleave.values.Nearest;
import dev.interleave.work.Kind;
import dev.interleave.work.Kinds;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands behind {@code /jobs/}: a kind where a job is started, the id of a job everywhere
 * else. Whoever mixes them up is told before anything else is checked.
 */
final class JobPaths {
  private static final String NAME = "job";
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

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
   * Refuses what is no id where an id is wanted. A kind, or what looks like one, is met with the
   * line that starts a job of it.
   *
   * @throws ProblemException (405) for a kind
   * @throws InvalidValueException for anything else that is no id
   */
  void requireId(RoutingContext ctx) {
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
    if (!ID.matcher(name).matches()) {
      throw new InvalidValueException(
          NAME,
          name,
          "the id of a job, a UUID, which GET /jobs lists; POST takes a kind, one of "
              + kinds.names());
    }
  }

  private List<String> names() {
    return kinds.all().stream().map(Kind::name).toList();
  }
}
