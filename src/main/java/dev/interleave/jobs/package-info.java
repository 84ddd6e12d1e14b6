/**
 * A job's life: what was asked for, what became of it, and who is told. Everything here is confined
 * to the service's context, on which nothing blocks.
 *
 * <p>May use {@code bulkhead}, {@code work}, {@code config} and {@code feed}.
 */
package dev.interleave.jobs;
