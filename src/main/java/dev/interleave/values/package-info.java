/**
 * Values as people write them: durations and sizes, what is allowed, the error that says so, and
 * text that is fit to be shown.
 *
 * <p>Uses nothing but the JDK.
 */
package dev.interleave.values;
