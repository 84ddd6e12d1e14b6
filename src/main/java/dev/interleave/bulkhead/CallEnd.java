package dev.interleave.bulkhead;

import java.util.Optional;

/**
 * How a call ended.
 *
 * @param state a final state
 * @param value what the call returned, if it {@link CallState#SUCCEEDED}; may be empty even then
 * @param error what the call threw, or the {@link BulkheadException} that says why it was stopped
 * @param nanoTime when, by {@link Time#nanoTime()}
 * @param holdsThread whether the call was stopped and its thread has not come back yet
 */
public record CallEnd(
    CallState state,
    Optional<Object> value,
    Optional<Throwable> error,
    long nanoTime,
    boolean holdsThread) {}
