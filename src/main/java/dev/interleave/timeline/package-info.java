/**
 * The interleaved stream: ticks and job events in the order in which they happened.
 *
 * <p>May use {@code loop}, {@code jobs} and {@code feed}.
 */
package dev.interleave.timeline;
