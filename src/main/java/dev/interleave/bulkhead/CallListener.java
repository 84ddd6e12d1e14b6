package dev.interleave.bulkhead;

/**
 * Hears of one call's life: {@link #started} at most once, then {@link #ended} exactly once, then
 * {@link #released} if the thread of a stopped call came back only after its end. Every method is
 * called on the context on which the call's future completes, {@link #ended} right before it does.
 * A rejected call tells its listener nothing.
 */
public interface CallListener {
  /**
   * The call has begun.
   *
   * @param thread the thread that it holds
   * @param nanoTime when, by {@link Time#nanoTime()}
   */
  default void started(Thread thread, long nanoTime) {}

  /**
   * The call has its final state.
   *
   * @param end which, and why
   */
  default void ended(CallEnd end) {}

  /** The thread of a stopped call has come back, and its permit with it. */
  default void released() {}
}
