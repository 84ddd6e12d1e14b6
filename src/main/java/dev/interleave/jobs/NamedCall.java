package dev.interleave.jobs;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The call of a job. While it runs, its thread carries the names of the request and of its trace,
 * as {@code asyncio.to_thread} carries context variables. What the call returns or throws is made
 * plain here, so that none of its code runs on another thread.
 */
final class NamedCall implements Callable<Job.Answer> {
  private static final String REQUEST_ID = "requestId";
  private static final String TRACE_PARENT = "traceparent";
  private static final String TRACE_ID = "traceId";
  private static final Logger LOG = LoggerFactory.getLogger(NamedCall.class);

  private final Job job;
  private final JobRequest request;
  private final Begin begin;

  /** What comes before the work. Called on the thread of the call. */
  interface Begin {
    /** Returns when the work may begin. */
    void await() throws InterruptedException;
  }

  NamedCall(Job job, JobRequest request, Begin begin) {
    this.job = job;
    this.request = request;
    this.begin = begin;
  }

  /**
   * Makes the call.
   *
   * @return what it returned, as plain values
   * @throws CallFailedException with whatever the call threw
   */
  @Override
  public Job.Answer call() throws CallFailedException {
    LentThread before = LentThread.current();
    name(job.asked().origin());
    try {
      Job.Asked asked = job.asked();
      LOG.debug(
          "job {} {} {} by {}", job.number(), asked.kind(), asked.arguments(), asked.strategy());
      begin.await();
      @Nullable Object result = PlainValue.of(request.kind().run(request.arguments()));
      return Job.Answer.returned(result);
    } catch (Throwable thrown) {
      throw new CallFailedException(thrown);
    } finally {
      before.putBack();
      MDC.remove(REQUEST_ID);
      MDC.remove(TRACE_PARENT);
      MDC.remove(TRACE_ID);
    }
  }

  private static void name(Origin origin) {
    MDC.put(REQUEST_ID, origin.requestId());
    origin
        .trace()
        .ifPresent(trace -> {
          MDC.put(TRACE_PARENT, trace.written());
          MDC.put(TRACE_ID, trace.traceId());
        });
  }
}
