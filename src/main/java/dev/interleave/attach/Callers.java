package dev.interleave.attach;

import java.util.List;
import java.util.Optional;

/** Finds the application's own frame on a stack. */
final class Callers {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final List<String> NOT_THE_APPLICATION =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.netty.",
          "io.vertx.core.",
          Callers.class.getPackageName() + ".");

  private static final List<String> LINKING =
      List.of("jdk.internal.loader.", "java.lang.invoke.", "jdk.internal.classfile.");

  private Callers() {}

  /** {@return the innermost frame of the application on this thread's stack} */
  static Optional<StackTraceElement> find() {
    return WALKER.walk(frames ->
        frames
            .filter(frame -> isOfTheApplication(frame.getClassName()))
            .findFirst()
            .map(StackWalker.StackFrame::toStackTraceElement));
  }

  /** {@return whether a frame is of the loading of a class, or of what is done once for that} */
  static boolean loadsClasses(StackTraceElement frame) {
    return frame.getMethodName().equals("<clinit>")
        || frame.getClassName().equals("java.lang.ClassLoader")
        || LINKING.stream().anyMatch(frame.getClassName()::startsWith);
  }

  /** {@return whether a class is neither Java's, Netty's, Vert.x' nor one of these} */
  static boolean isOfTheApplication(String className) {
    return NOT_THE_APPLICATION.stream().noneMatch(className::startsWith);
  }
}
