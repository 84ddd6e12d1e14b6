/**
 * The kinds of blocking work and their arguments, built in and of plug-ins.
 *
 * <p>Knows nothing of Vert.x: every kind is plain blocking Java that holds its thread until it is
 * done or, unless it says otherwise, interrupted. May use {@code values} and the libraries that the
 * work itself needs.
 */
package dev.interleave.work;
