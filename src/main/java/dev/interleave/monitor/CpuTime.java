package dev.interleave.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long threads have computed so far, in nanoseconds; 0 where the JVM does not know. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /** Whether the JVM counts it. */
  static boolean isKnown() {
    return THREADS.isThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
  }

  static long ofThisThread() {
    return isKnown() ? THREADS.getCurrentThreadCpuTime() : 0;
  }

  static long of(Thread thread) {
    return isKnown() ? THREADS.getThreadCpuTime(thread.threadId()) : 0;
  }
}
