/**
 * The same workload under several strategies, one after the other, measured side by side.
 * Everything here is confined to the service's context, on which nothing blocks.
 *
 * <p>May use {@code timeline}, {@code jobs}, {@code bulkhead}, {@code loop}, {@code work}, {@code
 * config} and {@code feed}.
 */
package dev.interleave.experiment;
