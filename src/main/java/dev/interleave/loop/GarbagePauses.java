package dev.interleave.loop;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * When the collector paused the process, as its beans tell: in milliseconds, a moment after each
 * pause. May be asked on any thread.
 */
final class GarbagePauses {
  private static final int KEPT = 256;

  /** Concurrent collectors count their cycles, which pause nothing, in beans of their own. */
  private static final String NO_PAUSES = "Cycles";

  private final Deque<Span> pauses = new ArrayDeque<>();
  private final NotificationListener listener = this::heard;
  private final List<NotificationEmitter> beans;
  private final long start;

  private GarbagePauses(List<NotificationEmitter> beans, long start) {
    this.beans = beans;
    this.start = start;
  }

  /** Listens from now on. */
  static GarbagePauses listen() {
    long upMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    GarbagePauses pauses =
        new GarbagePauses(
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(GarbagePauses::countsPauses)
                .map(NotificationEmitter.class::cast)
                .toList(),
            System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(upMillis));
    pauses.beans.forEach(bean -> bean.addNotificationListener(pauses.listener, null, null));
    return pauses;
  }

  /** Nanoseconds of pause between two times, as far as it is known by now. */
  synchronized long between(long from, long to) {
    return pauses.stream().mapToLong(pause -> pause.within(from, to)).sum();
  }

  /** Listens no more. */
  void close() {
    for (NotificationEmitter bean : beans) {
      try {
        bean.removeNotificationListener(listener);
      } catch (ListenerNotFoundException closedBefore) {
        return;
      }
    }
  }

  private static boolean countsPauses(GarbageCollectorMXBean bean) {
    return !bean.getName().endsWith(NO_PAUSES);
  }

  private synchronized void heard(Notification notification, Object nothing) {
    GcInfo pause =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo();
    pauses.addLast(new Span(nanoTime(pause.getStartTime()), nanoTime(pause.getEndTime())));
    if (pauses.size() > KEPT) {
      pauses.removeFirst();
    }
  }

  private long nanoTime(long millisAfterStart) {
    return start + TimeUnit.MILLISECONDS.toNanos(millisAfterStart);
  }
}
