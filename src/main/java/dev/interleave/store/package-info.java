/**
 * Where jobs are written: a database, embedded or PostgreSQL. What blocks runs in a bulkhead;
 * everything else is confined to the service's context.
 *
 * <p>May use {@code jobs}, {@code bulkhead}, {@code config} and {@code values}.
 */
package dev.interleave.store;
