/**
 * Fails a test when an event loop was blocked for too long while it ran, with any test framework.
 *
 * <p>{@link dev.interleave.guard.LoopGuard} is where to start. The package uses that of the
 * monitor; {@code dev.interleave.junit} makes an annotation of it.
 */
package dev.interleave.guard;
