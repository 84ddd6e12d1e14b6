package dev.interleave.attach;

import io.vertx.core.internal.logging.Logger;
import io.vertx.core.internal.logging.LoggerFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps from the application what goes wrong here. */
final class Careful {
  private static final Logger LOG = LoggerFactory.getLogger("dev.interleave.attach");
  private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

  private Careful() {}

  /** Something that may fail in any way. */
  interface Attempt {
    /** Does it. */
    void run() throws Exception;
  }

  /**
   * Does something on behalf of the application. A failure is logged the first time.
   *
   * @param what goes on after "Interleave failed"
   */
  @SuppressWarnings("CatchingUnchecked") // A class that is missing must not end the application.
  static void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception | LinkageError | AssertionError fault) {
      if (FAILED.add(what)) {
        LOG.warn(
            "Interleave failed %s; the application goes on without, and this is said once"
                .formatted(what),
            fault);
      }
    }
  }

  /** Tells the application's log. */
  static void tell(String message) {
    LOG.info(message);
  }

  /** Tells the application's log that something is wrong. */
  static void warn(String message) {
    LOG.warn(message);
  }
}
