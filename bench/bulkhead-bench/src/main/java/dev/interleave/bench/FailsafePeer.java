package dev.interleave.bench;

import dev.failsafe.Bulkhead;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;

/**
 * Failsafe's counterpart of a bulkhead: so many calls at most, those that wait for one of the
 * threads included, each with a timeout that counts the wait as well.
 *
 * <p>To have them wait in Failsafe's own bulkhead instead ({@code withMaxWaitTime}) would leave the
 * timer of every call that waited until it goes off, long after the call has ended: in the way of
 * whoever is measured next.
 */
final class FailsafePeer {
  private final FailsafeExecutor<Object> failsafe =
      Failsafe.with(
              Bulkhead.of(Contenders.THREADS + Contenders.QUEUE),
              Timeout.builder(Contenders.CALL_TIMEOUT).withInterrupt().build())
          .with(Executors.newFixedThreadPool(Contenders.THREADS));

  CompletionStage<Object> call() {
    return failsafe.getAsync(Contenders.NO_OP::call);
  }
}
