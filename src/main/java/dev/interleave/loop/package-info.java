/**
 * The loop under test, an event loop that nothing else shares, and the ticker on it.
 *
 * <p>May use {@code monitor}. It hands what happens to listeners and knows none of them.
 */
package dev.interleave.loop;
