/**
 * The ways to make a blocking call from the loop under test. They differ in nothing else; a {@link
 * dev.interleave.bulkhead.Bulkhead} governs each of them.
 *
 * <p>May use {@code bulkhead} and {@code loop}.
 */
package dev.interleave.strategy;
