package dev.interleave.loop;

import java.util.Arrays;
import java.util.List;

/** Which frames of a stack matter to somebody who asks what blocks a loop. */
final class Frames {
  private static final int MOST = 40;
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");
  private static final List<String> LOOP = List.of("io.netty.", "io.vertx.", "java.", "jdk.");
  private static final String MAKES_CALLS = "dev.interleave.bulkhead.PendingCall";

  private Frames() {}

  static boolean isOfTheJdk(StackTraceElement frame) {
    return JDK.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /** Without what every call from the loop has below it, and at most 40. */
  static List<StackTraceElement> thatMatter(StackTraceElement[] stack) {
    List<StackTraceElement> frames = Arrays.asList(stack);
    int end = 0;
    while (end < frames.size() && !frames.get(end).getClassName().equals(MAKES_CALLS)) {
      end++;
    }
    boolean aCallOfOurs = end < frames.size();
    while (!aCallOfOurs && end > 0 && isOfTheLoop(frames.get(end - 1))) {
      end--;
    }
    return List.copyOf(frames.subList(0, Math.min(end, MOST)));
  }

  private static boolean isOfTheLoop(StackTraceElement frame) {
    return LOOP.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
