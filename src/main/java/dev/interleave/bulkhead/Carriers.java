package dev.interleave.bulkhead;

import java.util.ArrayList;
import java.util.List;

/** Several carriers as one: attached in order, detached in the opposite order. */
final class Carriers implements ContextCarrier {
  private final List<ContextCarrier> carriers;

  Carriers(List<ContextCarrier> carriers) {
    this.carriers = List.copyOf(carriers);
  }

  @Override
  public Captured capture() {
    List<Captured> captured = new ArrayList<>(carriers.size());
    for (ContextCarrier carrier : carriers) {
      captured.add(carrier.capture());
    }
    return () -> attach(captured);
  }

  private static Runnable attach(List<Captured> captured) {
    List<Runnable> detaches = new ArrayList<>(captured.size());
    try {
      for (Captured each : captured) {
        detaches.add(each.attach());
      }
    } catch (Throwable faulty) {
      detach(detaches);
      throw faulty;
    }
    return () -> detach(detaches);
  }

  /** The last first, and each of them, also if another one throws. */
  private static void detach(List<Runnable> detaches) {
    if (!detaches.isEmpty()) {
      try {
        detaches.getLast().run();
      } finally {
        detach(detaches.subList(0, detaches.size() - 1));
      }
    }
  }
}
