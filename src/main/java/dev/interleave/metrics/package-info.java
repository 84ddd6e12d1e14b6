/**
 * What the service tells of itself to Prometheus: Vert.x's own meters, those of the JVM and of the
 * process, and the service's. What others count already is read when it is asked for, so that it
 * costs nothing until then.
 *
 * <p>May use {@code jobs}, {@code bulkhead}, {@code monitor}, {@code loop}, {@code work} and {@code
 * config}; and Micrometer with its client of Prometheus, which no other package knows.
 */
package dev.interleave.metrics;
