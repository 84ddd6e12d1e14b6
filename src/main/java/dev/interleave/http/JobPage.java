package dev.interleave.http;

import dev.interleave.format.JobJson;
import dev.interleave.jobs.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A page of jobs as they stand at one moment. It becomes JSON in portions, so that everybody else
 * has a turn on the service's loop between two of them.
 */
final class JobPage {
  private static final int JOBS_IN_A_PORTION = 25;
  private static final int BYTES_IN_A_PORTION = 64 * 1024;

  /** A page is held while it is written, also when its jobs are no longer kept. */
  private static final int BYTES = 4 * 1024 * 1024;

  private final RoutingContext ctx;
  private final Iterator<Job> left;
  private final Optional<String> next;
  private final Buffer json = Buffer.buffer("{\"jobs\":[");

  private JobPage(RoutingContext ctx, List<Job> jobs, Optional<String> next) {
    this.ctx = ctx;
    this.left = jobs.iterator();
    this.next = next;
  }

  /**
   * Answers with the first of some jobs.
   *
   * @param limit how many at the most; there are fewer if they are large
   * @param next the path of the page that follows a job
   */
  static void send(
      RoutingContext ctx,
      Portions portions,
      Stream<Job> jobs,
      int limit,
      Function<Job, String> next) {
    Iterator<Job> all = jobs.iterator();
    List<Job> page = new ArrayList<>();
    int bytes = 0;
    while (all.hasNext() && page.size() < limit && bytes < BYTES) {
      Job job = all.next();
      page.add(job);
      bytes += job.bytes();
    }
    Optional<String> more =
        all.hasNext() ? Optional.of(next.apply(page.getLast())) : Optional.empty();
    JobPage written = new JobPage(ctx, page, more);
    if (written.hasMore()) {
      portions.add(written::hasMore);
    }
  }

  /** Writes a portion. Stops when the client has gone. */
  private boolean hasMore() {
    try {
      write();
      return left.hasNext() && !ctx.response().closed();
    } catch (RuntimeException unwritten) {
      ctx.fail(unwritten);
      return false;
    }
  }

  private void write() {
    int jobs = 0;
    int bytes = 0;
    while (left.hasNext() && jobs < JOBS_IN_A_PORTION && bytes < BYTES_IN_A_PORTION) {
      Job job = left.next();
      json.appendBuffer(JobJson.job(job).toBuffer()).appendString(left.hasNext() ? "," : "");
      jobs++;
      bytes += job.bytes();
    }
    if (!left.hasNext() && !ctx.response().closed()) {
      json.appendString("],\"next\":")
          .appendString(Json.encode(next.orElse(null)))
          .appendString("}\n");
      ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, Accepts.JSON).end(json);
    }
  }
}
