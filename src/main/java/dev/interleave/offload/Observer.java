package dev.interleave.offload;

/**
 * Hears of one call's life: {@code started} at most once, then {@code ended} exactly once, then
 * {@code released} if the call went on for a while after its end. Every method is called on the
 * owner's context of the {@link Offload}.
 */
public interface Observer {
  /**
   * The call has begun.
   *
   * @param thread the thread that it holds
   * @param started when, by {@link Time#nanoTime()}
   */
  void started(Thread thread, long started);

  /**
   * The call has its final state.
   *
   * @param outcome how it ended
   * @param holdsThread whether the call was stopped and its thread has not come back yet
   */
  void ended(Outcome outcome, boolean holdsThread);

  /** The thread of a stopped call has come back. */
  void released();
}
