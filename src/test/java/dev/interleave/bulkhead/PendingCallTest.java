package dev.interleave.bulkhead;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One call, without a thread to make it. */
@ExtendWith(VertxExtension.class)
class PendingCallTest {
  @Test
  void aCallDoesNotBeginBeforeItWasAccepted(Vertx vertx) {
    PendingCall<Integer> call =
        new PendingCall<>(
            Bulkhead.builder(vertx).name("test").build(),
            () -> 1,
            CallOptions.DEFAULT,
            1,
            vertx.getOrCreateContext(),
            ContextCarrier.Captured.NOTHING,
            100);

    // Its worker looked at the clock, and was kept from taking a call until this one had come.
    assertThat(call.begin(99)).isTrue();

    assertThat(call.started()).isEqualTo(100);
  }
}
