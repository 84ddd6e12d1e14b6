/**
 * The interleaved stream: ticks, job events, reports of a blocked loop and simulated users, in the
 * order in which they happened.
 *
 * <p>May use {@code loop}, {@code jobs}, {@code users} and {@code feed}.
 */
package dev.interleave.timeline;
