package dev.interleave.http;

import dev.interleave.format.JobJson;
import dev.interleave.jobs.Job;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A page of jobs as JSON, in portions, so that everybody else has a turn on the service's loop
 * between two of them. It holds no jobs: each is looked up when its portion is written. One that is
 * no longer kept then is left out.
 */
final class JobPage implements Iterator<Buffer> {
  private static final int JOBS_IN_A_PORTION = 25;
  private static final int BYTES_IN_A_PORTION = 64 * 1024;

  private final Iterator<UUID> left;
  private final Function<UUID, Optional<Job>> find;
  private final Optional<String> next;
  private boolean begun;
  private boolean ended;
  private boolean separate;

  /**
   * @param find the job of an id, if it is still kept
   * @param next the path of the page that follows
   */
  JobPage(List<UUID> jobs, Function<UUID, Optional<Job>> find, Optional<String> next) {
    this.left = jobs.iterator();
    this.find = find;
    this.next = next;
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public Buffer next() {
    Buffer json = Buffer.buffer(begun ? "" : "{\"jobs\":[");
    begun = true;
    for (int jobs = 0;
        left.hasNext() && jobs < JOBS_IN_A_PORTION && json.length() < BYTES_IN_A_PORTION;
        jobs++) {
      find.apply(left.next()).ifPresent(job -> append(json, job));
    }
    if (!left.hasNext()) {
      ended = true;
      json.appendString("],\"next\":")
          .appendString(Json.encode(next.orElse(null)))
          .appendString("}\n");
    }
    return json;
  }

  private void append(Buffer json, Job job) {
    json.appendString(separate ? "," : "").appendBuffer(JobJson.job(job).toBuffer());
    separate = true;
  }
}
