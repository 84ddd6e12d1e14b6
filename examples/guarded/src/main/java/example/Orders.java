package example;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks orders up where that takes a while. */
final class Orders {
  private Orders() {}

  /** Blocks: an event loop is no place for it. */
  static String find(int number) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
    return "order " + number;
  }
}
