package dev.interleave.experiment;

import dev.interleave.bulkhead.CallRejectedException;
import dev.interleave.jobs.Job;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** Makes one call to see how long it takes. */
final class Probe {
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  private final Surroundings around;

  Probe(Surroundings around) {
    this.around = around;
  }

  /**
   * How long a call of a workload takes. A call is made only if the arguments do not say it. It
   * takes 3 seconds at the most.
   *
   * @throws dev.interleave.jobs.ShuttingDownException if the service is shutting down
   */
  Future<CallTime> callTime(Workload workload) {
    if (!CallTime.declared(workload.arguments()).isZero()) {
      return Future.succeededFuture(CallTime.DECLARED);
    }
    // One that allows calls side by side does not hold the loop.
    Contender contender =
        workload.contenders().stream()
            .filter(each -> each.strategy().sideBySide() > 1)
            .findFirst()
            .orElse(workload.contenders().getLast());
    try {
      return timed(around.jobs().submit(workload.request(contender)));
    } catch (CallRejectedException full) {
      return Future.succeededFuture(CallTime.UNKNOWN);
    }
  }

  private Future<CallTime> timed(Job job) {
    Promise<CallTime> time = Promise.promise();
    Runnable alarm =
        around
            .time()
            .after(
                AT_MOST,
                () -> {
                  time.tryComplete(new CallTime(CallTime.Basis.AT_LEAST, AT_MOST));
                  around.jobs().cancelHere(job.id());
                });
    around
        .jobs()
        .end(job)
        .onSuccess(ended -> {
          alarm.run();
          time.tryComplete(
              ended
                  .times()
                  .run()
                  .map(length -> new CallTime(CallTime.Basis.MEASURED, length))
                  .orElse(CallTime.UNKNOWN));
        });
    return time.future();
  }
}
