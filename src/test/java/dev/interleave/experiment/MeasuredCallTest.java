package dev.interleave.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.jobs.Job;
import dev.interleave.jobs.JobState;
import dev.interleave.jobs.Origin;
import dev.interleave.loop.LoopUnderTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasuredCallTest {
  private static final Instant SUBMITTED = Instant.parse("2026-01-01T00:00:00Z");

  private final LoopUnderTest loop = LoopUnderTest.start(Vertx::vertx).await();

  @AfterEach
  void close() {
    loop.close().await();
  }

  @Test
  void timesCountFromTheBeginningOfTheRun() {
    MeasuredCall call =
        MeasuredCall.of(job(worker(Thread.currentThread())), loop.loop(), 1_000, 200);

    assertThat(call.started()).isEqualTo(4_000 + Duration.ofMillis(30).toNanos());
    assertThat(call.ended()).isEqualTo(4_000 + Duration.ofMillis(80).toNanos());
    assertThat(call.waited()).isEqualTo(call.started() - 200);
  }

  @Test
  void theLoopIsKnownByItsThreadAndNotByItsName() {
    Job.Worker own = loop.call(vertx -> worker()).await();
    Job.Worker namesake =
        new Job.Worker(Thread.currentThread().threadId(), own.name(), false, false);

    assertThat(MeasuredCall.of(job(own), loop.loop(), 0, 0).onTheLoop()).isTrue();
    assertThat(MeasuredCall.of(job(namesake), loop.loop(), 0, 0).onTheLoop()).isFalse();
  }

  private static Future<Job.Worker> worker() {
    return Future.succeededFuture(worker(Thread.currentThread()));
  }

  private static Job.Worker worker(Thread thread) {
    return new Job.Worker(thread.threadId(), thread.getName(), false, false);
  }

  /** Accepted at 5000 ns, called 30 ms later, ended 80 ms later. */
  private static Job job(Job.Worker worker) {
    return new Job(
        new UUID(0, 1),
        1,
        1,
        new Job.Asked("sleep", Map.of(), "any", Origin.of("r1")),
        JobState.SUCCEEDED,
        new Job.Answer(Optional.empty(), Optional.empty(), 0),
        Optional.of(worker),
        false,
        new Job.Times(
            5_000,
            SUBMITTED,
            Optional.of(SUBMITTED.plusMillis(30)),
            Optional.of(SUBMITTED.plusMillis(80))));
  }
}
