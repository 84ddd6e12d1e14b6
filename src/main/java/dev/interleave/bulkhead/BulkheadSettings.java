package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What a {@link BulkheadBuilder} was told, within its bounds. */
record BulkheadSettings(
    String name,
    int concurrency,
    int reserved,
    int queue,
    Duration queueTimeout,
    Duration callTimeout,
    ToIntFunction<Object> weight,
    Threads threads,
    ContextCarrier carrier,
    Optional<Time> time) {}
