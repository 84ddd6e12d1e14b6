package dev.interleave.monitor;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;

/** Logs where the Vert.x of the application does, whichever library that is. */
final class Log {
  private static final Logger LOG = LoggerFactory.getLogger(LoopMonitor.class);

  private Log() {}

  static void warn(String message) {
    LOG.warn(message);
  }

  static void error(String message, Throwable fault) {
    LOG.error(message, fault);
  }
}
