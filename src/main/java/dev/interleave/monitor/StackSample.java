package dev.interleave.monitor;

import java.util.List;

/**
 * A stack of a loop that was taken during a stall.
 *
 * @param at when, by {@link System#nanoTime()}
 * @param frames those that matter, innermost first; empty if nothing was seen to run
 * @param computed for how long the thread had computed by then, in nanoseconds
 * @param waits whether the thread waited for something; else it computed, or would have if it had
 *     been given a processor
 * @param isNative whether that it waits is not known for sure: it ran native code, which may
 *     compute
 */
record StackSample(
    long at, long computed, List<StackTraceElement> frames, boolean waits, boolean isNative) {
  /** Native code may wait, a read from a socket for one, and Java calls it runnable. */
  static StackSample of(
      long at, long computed, Thread.State state, StackTraceElement[] stack, Frames frames) {
    boolean isRunnable = state == Thread.State.RUNNABLE;
    boolean isNative = isRunnable && stack.length > 0 && stack[0].isNativeMethod();
    return new StackSample(
        at, computed, frames.thatMatter(stack), !isRunnable || isNative, isNative);
  }

  boolean showsACall() {
    return !frames.isEmpty();
  }

  /** The frame that so many others called, one after the other: 0 is the outermost. */
  StackTraceElement fromOutermost(int depth) {
    return frames.get(frames.size() - 1 - depth);
  }
}
