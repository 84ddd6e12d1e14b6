/**
 * The interleaved stream: ticks, job events and reports of a blocked loop, in the order in which
 * they happened.
 *
 * <p>May use {@code loop}, {@code jobs} and {@code feed}.
 */
package dev.interleave.timeline;
