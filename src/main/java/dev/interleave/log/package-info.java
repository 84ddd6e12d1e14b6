/**
 * The log: lines are handed to one thread that writes them, so that whoever logs never waits for
 * whoever reads. {@code conf/logback.xml} puts these parts together.
 *
 * <p>May use nothing of the service.
 */
package dev.interleave.log;
