/**
 * What happened and what was measured, in the order of time: the interleaved stream of ticks, job
 * events, reports of a blocked loop and simulated users, and the windows of lateness.
 *
 * <p>May use {@code monitor}, {@code bulkhead}, {@code loop}, {@code jobs}, {@code users} and
 * {@code feed}.
 */
package dev.interleave.timeline;
