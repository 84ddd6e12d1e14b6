package dev.interleave.jobs;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The call of a job, with the request's name on its thread while it runs: the counterpart of the
 * context variables that {@code asyncio.to_thread} carries over. All code of the call is run here:
 * what it returns or throws is plain when it leaves its thread.
 */
final class NamedCall implements Callable<Object> {
  private static final String REQUEST_ID = "requestId";
  private static final Logger LOG = LoggerFactory.getLogger(NamedCall.class);

  private final Job job;
  private final JobRequest request;

  NamedCall(Job job, JobRequest request) {
    this.job = job;
    this.request = request;
  }

  /**
   * What the call returned, in plain values.
   *
   * @throws CallFailedException whatever the call has thrown
   */
  @Override
  public @Nullable Object call() throws CallFailedException {
    MDC.put(REQUEST_ID, job.asked().requestId());
    try {
      Job.Asked asked = job.asked();
      LOG.info("job {} {} {} by {}", job.id(), asked.kind(), asked.arguments(), asked.strategy());
      return PlainValue.of(request.kind().run(request.arguments()));
    } catch (Throwable thrown) {
      throw new CallFailedException(thrown);
    } finally {
      MDC.remove(REQUEST_ID);
    }
  }
}
