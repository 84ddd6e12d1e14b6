package dev.interleave.bulkhead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that stands still until a test turns it; alarms go off on the thread that turns it. */
final class ManualTime implements Time {
  private final List<SetAlarm> alarms = new ArrayList<>();
  private long now;
  private int everSet;

  private record SetAlarm(long due, Runnable action) {}

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  @Override
  public synchronized Runnable after(Duration delay, Runnable action) {
    SetAlarm alarm = new SetAlarm(now + delay.toNanos(), action);
    alarms.add(alarm);
    everSet++;
    notifyAll();
    return () -> remove(alarm);
  }

  void advance(Duration by) {
    long until = turn(by);
    for (var next = takeDue(until); next.isPresent(); next = takeDue(until)) {
      next.get().action().run();
    }
  }

  /** How many alarms are set and have not gone off. */
  synchronized int alarmsSet() {
    return alarms.size();
  }

  /** How many alarms have been set so far. */
  synchronized int alarmsEverSet() {
    return everSet;
  }

  /** Waits until so many alarms have been set so far. */
  synchronized void awaitAlarms(int everSet) {
    try {
      while (this.everSet < everSet) {
        wait();
      }
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  private synchronized long turn(Duration by) {
    now += by.toNanos();
    return now;
  }

  private synchronized Optional<SetAlarm> takeDue(long until) {
    Optional<SetAlarm> next =
        alarms.stream()
            .filter(alarm -> alarm.due() <= until)
            .min(Comparator.comparingLong(SetAlarm::due));
    next.ifPresent(alarms::remove);
    return next;
  }

  private synchronized void remove(SetAlarm alarm) {
    alarms.remove(alarm);
  }
}
