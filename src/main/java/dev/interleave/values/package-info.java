/**
 * Values as people write them: durations and sizes, what is allowed, and the error that says so.
 *
 * <p>Uses nothing but the JDK.
 */
package dev.interleave.values;
