package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ends that are the bulkhead's doing say whose, why and how much. */
class BulkheadExceptionTest {
  @Test
  void aFullQueueSaysHowFullItIsAndWhenToComeBack() {
    CallRejectedException full =
        new CallRejectedException(
            "db", CallRejectedException.Reason.QUEUE_FULL, 20, 1000, Duration.ofSeconds(3));

    assertThat(full)
        .hasMessage(
            "db: the queue is full; calls running: 20, waiting: 1000, which is all that is allowed")
        .extracting("bulkhead", "reason", "running", "queued", "retryAfter")
        .containsExactly(
            "db", CallRejectedException.Reason.QUEUE_FULL, 20, 1000, Duration.ofSeconds(3));
  }

  @Test
  void aClosedBulkheadSaysSo() {
    CallRejectedException closed =
        new CallRejectedException(
            "db", CallRejectedException.Reason.CLOSED, 0, 0, Duration.ofSeconds(1));

    assertThat(closed).hasMessage("db: closed, or about to be");
  }

  @Test
  void aQueueTimeoutSaysHowLongTheCallWaited() {
    QueueTimeoutException expired = new QueueTimeoutException("db", Duration.ofMillis(30_001));

    assertThat(expired)
        .hasMessage("db: waited 30001 ms for a permit and never ran")
        .extracting("bulkhead", "waited")
        .containsExactly("db", Duration.ofMillis(30_001));
  }

  @Test
  void aCallTimeoutSaysHowLongTheCallRan() {
    CallTimeoutException timedOut = new CallTimeoutException("db", Duration.ofMillis(60_002));

    assertThat(timedOut)
        .hasMessage("db: interrupted after 60002 ms")
        .extracting("bulkhead", "ran")
        .containsExactly("db", Duration.ofMillis(60_002));
  }

  @Test
  void aCancelSaysWhereItMetTheCall() {
    assertThat(new CallCancelledException("db", true))
        .hasMessage("db: cancelled while running")
        .extracting("bulkhead", "wasRunning")
        .containsExactly("db", true);
    assertThat(new CallCancelledException("db", false)).hasMessage("db: cancelled while queued");
  }

  @Test
  void outcomesHaveNoStackTrace() {
    assertThat(new CallCancelledException("db", true).getStackTrace()).isEmpty();
  }
}
