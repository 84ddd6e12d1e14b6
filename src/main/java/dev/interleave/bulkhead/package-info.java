/**
 * A bounded, fair and cancellable {@code executeBlocking} with timeouts. Start at {@link
 * dev.interleave.bulkhead.Bulkhead}.
 *
 * <p>Part of the kit: needs vertx-core, HdrHistogram and slf4j-api, and knows nothing of the
 * service.
 *
 * @serial exclude
 */
package dev.interleave.bulkhead;
