package dev.interleave.bulkhead;

import io.vertx.core.Future;

/**
 * One call that was given to a {@link Bulkhead}. Every method may be called on any thread.
 *
 * @param <T> what the call returns
 */
public interface Call<T> {
  /**
   * The end of the call. It completes exactly once, on the context of the caller, or on the
   * bulkhead's own context if the caller was not on one. It succeeds with what the call returned;
   * it fails with what the call threw, or with a {@link BulkheadException} that says why the call
   * was stopped.
   *
   * <p>A rejected call has its future failed already when {@link Bulkhead#call} returns.
   *
   * @return the same one each time
   */
  Future<T> future();

  /** {@return where the call is at this moment} */
  CallState state();

  /**
   * Stops the call: while queued it never runs; while running its thread is interrupted, once, and
   * the interrupt reaches no other call. Either way the call is {@link CallState#CANCELLED} when
   * this returns, and its future is about to fail with a {@link CallCancelledException}. A call
   * that ignores its interrupt keeps its thread and its permit until it returns.
   *
   * @return false if the call had its final state already; then nothing happens
   */
  boolean cancel();
}
