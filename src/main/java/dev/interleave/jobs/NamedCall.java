package dev.interleave.jobs;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The call of a job. While it runs, its thread carries the name of the request, as {@code
 * asyncio.to_thread} carries context variables. What the call returns or throws is made plain here,
 * so that none of its code runs on another thread.
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
   * Makes the call and returns its value as plain values.
   *
   * @throws CallFailedException with whatever the call threw
   */
  @Override
  public @Nullable Object call() throws CallFailedException {
    MDC.put(REQUEST_ID, job.asked().requestId());
    try {
      Job.Asked asked = job.asked();
      LOG.debug("job {} {} {} by {}", job.id(), asked.kind(), asked.arguments(), asked.strategy());
      return PlainValue.of(request.kind().run(request.arguments()));
    } catch (Throwable thrown) {
      throw new CallFailedException(thrown);
    } finally {
      MDC.remove(REQUEST_ID);
    }
  }
}
