/**
 * An experiment as one HTML file that needs nothing else: to be read, printed and attached.
 *
 * <p>May use {@code format}, {@code experiment}, {@code jobs}, {@code bulkhead}, {@code monitor}
 * and {@code values}.
 */
package dev.interleave.format.report;
