package dev.interleave.faults;

/** How much of each fault: all of it, or with {@code -Dfaults=short} enough to see it. */
final class Scale {
  private static final boolean SHORT = "short".equals(System.getProperty("faults"));

  private Scale() {}

  static int of(int full, int inShort) {
    return SHORT ? inShort : full;
  }

  static boolean isFull() {
    return !SHORT;
  }
}
