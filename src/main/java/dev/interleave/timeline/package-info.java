/**
 * What happened and what was measured, in the order of time: the interleaved stream of ticks, job
 * events and reports of a blocked loop, and the windows of lateness.
 *
 * <p>May use {@code monitor}, {@code bulkhead}, {@code loop}, {@code jobs} and {@code feed}.
 */
package dev.interleave.timeline;
