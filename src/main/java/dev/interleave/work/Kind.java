package dev.interleave.work;

import java.util.List;

/**
 * A kind of blocking work: what it is called, what it takes, and the call itself.
 *
 * <p>One instance serves every call, from many threads at once. A plug-in's is made once, when the
 * service starts, by its public constructor without parameters; what it declares is asked for once,
 * then. Its class is named in {@code META-INF/services/dev.interleave.work.Kind}.
 */
public interface Kind extends AutoCloseable {
  /** The word that stands in URLs: lower-case letters, digits and hyphens, a letter first. */
  String name();

  /** What it does to its thread, in one sentence. */
  String description();

  /** What it takes; an argument that is not given has its default. */
  List<Argument<?>> arguments();

  /**
   * Does the work and holds the calling thread meanwhile. Whether that thread is an event loop, a
   * worker or a virtual thread is the caller's choice, not this method's concern.
   *
   * @return text, a number, a boolean, or a list or map of these; anything else becomes its text
   * @throws InterruptedException soon after the thread was interrupted
   * @throws Exception if the work failed
   */
  Object run(Arguments arguments) throws Exception;

  /** Gives back what the instance holds; called once, when no call runs any more. */
  @Override
  default void close() {}
}
