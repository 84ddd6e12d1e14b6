/**
 * HTTP: the route table, one handler class for each resource, and one place each for parameters,
 * problems and bytes on the wire. Everything runs on the service's loop.
 *
 * <p>May use everything.
 */
package dev.interleave.http;
