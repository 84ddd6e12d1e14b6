package dev.interleave.bulkhead;

/**
 * Carries something that belongs to the caller's thread over to the thread of a call: the
 * counterpart of the context variables that {@code asyncio.to_thread} copies.
 *
 * <p>Two things go along without one of these: the caller's Vert.x context, with its context
 * locals, and the diagnostic context of SLF4J ({@code MDC}).
 */
@FunctionalInterface
public interface ContextCarrier {
  /**
   * Takes down what is to be carried. Called on the caller's thread for each call, and must not
   * block.
   *
   * @return what was taken down
   */
  Captured capture();

  /** What was taken down for one call. */
  @FunctionalInterface
  interface Captured {
    /** Nothing to carry. */
    Captured NOTHING = () -> () -> {};

    /**
     * Puts it in place. Called on the thread of the call, right before it.
     *
     * @return puts back what was there before; called on the same thread, right after the call
     */
    Runnable attach();
  }
}
