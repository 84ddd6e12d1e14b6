/**
 * The loop under test: an event loop that nothing else shares, and the ticker that beats on it.
 *
 * <p>May use vertx-core alone; it hands what it sees to listeners and knows none of them.
 */
package dev.interleave.loop;
