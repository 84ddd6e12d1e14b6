package dev.interleave.loop;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * When the collector paused the process, as its beans tell: to the millisecond. They notify of each
 * pause, which may take a while, and show the last one at once. May be asked on any thread.
 */
final class GarbagePauses {
  private static final int KEPT = 256;

  /** Concurrent collectors count their cycles, which pause nothing, in beans of their own. */
  private static final String NO_PAUSES = "Cycles";

  private final SequencedMap<Pause, Span> pauses = new LinkedHashMap<>();
  private final NotificationListener listener = this::heard;
  private final List<GarbageCollectorMXBean> beans;
  private final long start;

  /** The name of a pause: the collector's, and a number of its own. */
  private record Pause(String collector, long id) {}

  private GarbagePauses(List<GarbageCollectorMXBean> beans, long start) {
    this.beans = beans;
    this.start = start;
  }

  /** Listens from now on. */
  static GarbagePauses listen() {
    long upMillis = ManagementFactory.getRuntimeMXBean().getUptime();
    GarbagePauses pauses =
        new GarbagePauses(
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .filter(bean -> !bean.getName().endsWith(NO_PAUSES))
                .toList(),
            System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(upMillis));
    pauses.emitters().forEach(bean -> bean.addNotificationListener(pauses.listener, null, null));
    return pauses;
  }

  /** Nanoseconds of pause between two times that have passed. */
  synchronized long between(long from, long to) {
    beans.forEach(bean ->
        Optional.ofNullable(bean.getLastGcInfo()).ifPresent(last -> add(bean.getName(), last)));
    return pauses.values().stream().mapToLong(pause -> pause.within(from, to)).sum();
  }

  /** Listens no more. */
  void close() {
    emitters()
        .forEach(bean -> {
          try {
            bean.removeNotificationListener(listener);
          } catch (ListenerNotFoundException impossible) {
            throw new IllegalStateException(impossible);
          }
        });
  }

  private Stream<NotificationEmitter> emitters() {
    return beans.stream().map(NotificationEmitter.class::cast);
  }

  private void heard(Notification notification, Object nothing) {
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    add(info.getGcName(), info.getGcInfo());
  }

  private synchronized void add(String collector, GcInfo pause) {
    pauses.putIfAbsent(
        new Pause(collector, pause.getId()),
        new Span(nanoTime(pause.getStartTime()), nanoTime(pause.getEndTime())));
    if (pauses.size() > KEPT) {
      pauses.pollFirstEntry();
    }
  }

  private long nanoTime(long millisAfterStart) {
    return start + TimeUnit.MILLISECONDS.toNanos(millisAfterStart);
  }
}
