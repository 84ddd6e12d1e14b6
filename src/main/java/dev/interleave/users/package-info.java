/**
 * Simulated users: they send real HTTP requests to a handler on the loop under test, and wait as
 * long as that loop keeps them waiting. There are none unless somebody asks for them.
 *
 * <p>The loop under test runs the handler and nothing else of it; arrivals and waiting run on the
 * service's loop. May use {@code loop}, and the clock of {@code bulkhead}.
 */
package dev.interleave.users;
