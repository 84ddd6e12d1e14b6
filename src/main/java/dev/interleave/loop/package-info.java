/**
 * The loop under test: an event loop that nothing else shares, and the ticker that beats on it; how
 * late it and other loops are, beside a control; and what blocks it.
 *
 * <p>May use vertx-core and HdrHistogram alone; it hands what it sees to listeners and knows none
 * of them.
 */
package dev.interleave.loop;
