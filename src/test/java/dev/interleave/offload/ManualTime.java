package dev.interleave.offload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test turns it; alarms go off on the thread that turns it. */
final class ManualTime implements Time {
  private final AtomicLong now = new AtomicLong();
  private final List<Alarm> alarms = new ArrayList<>();

  private record Alarm(long due, Runnable action) {}

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public Runnable after(Duration delay, Runnable action) {
    Alarm alarm = new Alarm(now.get() + delay.toNanos(), action);
    alarms.add(alarm);
    return () -> alarms.remove(alarm);
  }

  void advance(Duration by) {
    long until = now.addAndGet(by.toNanos());
    while (true) {
      Alarm next =
          alarms.stream()
              .filter(alarm -> alarm.due() <= until)
              .min(Comparator.comparingLong(Alarm::due))
              .orElse(null);
      if (next == null) {
        return;
      }
      alarms.remove(next);
      next.action().run();
    }
  }

  int alarmsSet() {
    return alarms.size();
  }
}
