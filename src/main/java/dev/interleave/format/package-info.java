/**
 * How everything looks: as JSON, as text for people, as CSV, as a trace. Knows nothing of HTTP.
 *
 * <p>May use {@code experiment}, {@code scenario}, {@code timeline}, {@code jobs}, {@code
 * bulkhead}, {@code loop}, {@code work}, {@code config}, {@code values} and {@code feed}.
 */
package dev.interleave.format;
