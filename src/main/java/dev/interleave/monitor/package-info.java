/**
 * Watches the event loops of any {@link io.vertx.core.Vertx}: how late each is, beside a control,
 * and what blocked it.
 *
 * <p>{@link dev.interleave.monitor.LoopMonitor} is where to start. The package needs vertx-core and
 * HdrHistogram, and logs where that Vert.x does; it hands what it sees to listeners and knows none
 * of them.
 */
package dev.interleave.monitor;
