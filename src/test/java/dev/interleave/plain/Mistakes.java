package dev.interleave.plain;

import io.vertx.core.Vertx;

/** What an application should not do on an event loop, each in a method that reports can name. */
final class Mistakes {
  private Mistakes() {}

  /** {@return the nanoseconds that it has blocked for} */
  static String blockTheLoop(int ms) throws InterruptedException {
    long begun = System.nanoTime();
    Thread.sleep(ms);
    return "" + (System.nanoTime() - begun);
  }

  static void blockInNetty(int ms) throws InterruptedException {
    Thread.sleep(ms);
  }

  static void callInOrder(Vertx vertx, int ms) {
    vertx.executeBlocking(() -> sleep(ms));
  }

  /** Waits below a frame of native code: the JVM's own code calls a class loader. */
  static void pin(int ms) {
    try {
      Class.forName("dev.interleave.NoClass", false, new SlowLoader(ms));
    } catch (ClassNotFoundException asExpected) {
      // which is all that was wanted
    }
  }

  static String sleep(int ms) {
    try {
      Thread.sleep(ms);
      return "slept";
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static final class SlowLoader extends ClassLoader {
    private final int ms;

    SlowLoader(int ms) {
      super(null);
      this.ms = ms;
    }

    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
      sleep(ms);
      throw new ClassNotFoundException(name);
    }
  }
}
