package dev.interleave.monitor;

import java.util.List;

/**
 * A stack of a loop that was taken during a stall.
 *
 * @param at when, by {@link System#nanoTime()}
 * @param frames those that matter, innermost first; empty if nothing was seen to run
 * @param waits whether the thread waited for something; else it computed, or would have if it had
 *     been given a processor
 */
record StackSample(long at, List<StackTraceElement> frames, boolean waits) {
  /** Native code may wait, a read from a socket for one, and Java calls it runnable. */
  static StackSample of(long at, Thread.State state, StackTraceElement[] stack, Frames frames) {
    boolean waits =
        state != Thread.State.RUNNABLE || (stack.length > 0 && stack[0].isNativeMethod());
    return new StackSample(at, frames.thatMatter(stack), waits);
  }

  boolean showsACall() {
    return !frames.isEmpty();
  }

  /** The frame that so many others called, one after the other: 0 is the outermost. */
  StackTraceElement fromOutermost(int depth) {
    return frames.get(frames.size() - 1 - depth);
  }
}
