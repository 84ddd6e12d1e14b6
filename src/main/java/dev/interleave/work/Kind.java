package dev.interleave.work;

import java.util.List;

/**
 * A kind of blocking work: what it is called, what it takes, and the call itself.
 *
 * <p>One instance serves every call, from many threads at once. The instance of a plug-in is made
 * when the service starts, by the public constructor without parameters. What it declares is read
 * once, at that time. Its class is named in {@code META-INF/services/dev.interleave.work.Kind}.
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
   * event loop, a worker or a virtual thread.
   *
   * @return text, a number, a boolean, or a list or map of these; anything else becomes its text
   * @throws InterruptedException soon after the thread was interrupted
   * @throws Exception if the work failed
   */
  Object run(Arguments arguments) throws Exception;

  /** Releases what the instance holds. Called once, when no call runs any more. */
  @Override
  default void close() {}
}
