/**
 * What blocks: the kinds of blocking work, their arguments, and the list of them, with those that
 * plug-ins bring.
 *
 * <p>Knows nothing of Vert.x: every kind is plain blocking Java that holds its thread until it is
 * done or interrupted. May use {@code values} and the libraries that the work itself needs.
 */
package dev.interleave.work;
