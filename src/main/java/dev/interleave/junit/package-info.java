/**
 * Fails a test of JUnit's when an event loop was blocked for too long while it ran.
 *
 * <p>{@link dev.interleave.junit.LoopNotBlocked} is where to start. The package uses that of the
 * guard, and JUnit 5 or 6, which the kit does not bring along.
 */
package dev.interleave.junit;
