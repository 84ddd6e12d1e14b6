/**
 * Governed offloading: blocking calls made from one event loop, each by a strategy, above a queue
 * that has what {@code executeBlocking} lacks: a bound, deadlines, and cancellation.
 *
 * <p>{@link dev.interleave.offload.Offload} governs, a {@link dev.interleave.offload.Strategy}
 * makes the call, {@link dev.interleave.offload.Offloaded} is the one place where threads meet. The
 * package depends on vertx-core alone and can be lifted out as it is.
 */
package dev.interleave.offload;
