package dev.interleave.work;

import java.util.List;

/**
 * A kind of blocking work: what it is called, what it takes, and the call itself.
 *
 * <p>One instance serves every call, from many threads at once. The instance of a plug-in is made
 * when the service starts, by the public constructor without parameters. What it declares is read
 * once, at that time. Its class is named in {@code META-INF/services/dev.interleave.work.Kind}. One
 * whose constructor does not return in time is left out ({@code plugins.start-timeout}).
 */
public interface Kind extends AutoCloseable {
  /** Its name, as it stands in URLs: lower-case letters, digits and hyphens, a letter first. */
  String name();

  /** What it does to its thread, in one sentence. */
  String description();

  /** The arguments of a call. One that is not given has its default. */
  List<Argument<?>> arguments();

  /**
   * Does the work, and holds the calling thread meanwhile. The caller decides whether that is an
   * event loop, a worker or a virtual thread. What is changed of the thread, as its name, is put
   * back after the call.
   *
   * <p>Meanwhile the MDC of SLF4J has {@code requestId}; and {@code traceparent} and {@code
   * traceId}, if the request has named its trace (W3C Trace Context).
   *
   * @return text, a number, a boolean, or a list or map of these; anything else becomes its text
   * @throws InterruptedException soon after the thread was interrupted
   * @throws Exception if the work failed
   */
  Object run(Arguments arguments) throws Exception;

  /**
   * Whether the work may be done once more. If the service ends while it is done, a job of such a
   * kind runs again after the next start; of any other kind it is {@code interrupted}.
   *
   * @return false, unless a kind says otherwise
   */
  default boolean isRepeatable() {
    return false;
  }

  /**
   * Releases what the instance holds. Called once, on a thread of its own, when no call runs any
   * more but those that ignore their interrupt. The stop waits for all kinds together ({@code
   * plugins.close-timeout}).
   */
  @Override
  default void close() {}
}
