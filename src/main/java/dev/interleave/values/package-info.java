/**
 * Values as people write them: durations and sizes, what is allowed, the error that says so, and
 * text that is fit to be shown; and what this is a build of.
 *
 * <p>Uses nothing but the JDK.
 */
package dev.interleave.values;
