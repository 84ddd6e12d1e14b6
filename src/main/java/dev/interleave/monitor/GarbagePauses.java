package dev.interleave.monitor;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * When the collector paused the process, as its beans tell: to the millisecond. They notify of each
 * pause, which may take a while, and show the last one at once. Any thread may ask.
 */
final class GarbagePauses {
  /** Concurrent collectors count their cycles, which pause nothing, in beans of their own. */
  private static final String NO_PAUSES = "Cycles";

  private static final int KEPT = 256;
  private static final long INITIALIZATION_MILLIS = 1000;

  private final long start;
  private final List<Collector> collectors;

  private GarbagePauses(long start, List<GarbageCollectorMXBean> beans) {
    this.start = start;
    this.collectors = beans.stream().map(Collector::new).toList();
  }

  /** Listens from now on. */
  static GarbagePauses listen() {
    return new GarbagePauses(
        System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(millisSinceStart()),
        ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
            .filter(bean -> !bean.getName().endsWith(NO_PAUSES))
            .toList());
  }

  /**
   * Pauses are told in milliseconds since the JVM's initialization was done, of which the clock on
   * the wall is known; the uptime counts from some ten milliseconds earlier. If the clock has been
   * set since, the two differ by more, and the uptime is the better guess.
   */
  private static long millisSinceStart() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    long byClock = System.currentTimeMillis() - runtime.getStartTime();
    long byUptime = runtime.getUptime();
    return Math.abs(byUptime - byClock) < INITIALIZATION_MILLIS ? byClock : byUptime;
  }

  /** Whether every pause up to now has been told. */
  boolean areAllKnown() {
    return collectors.stream().allMatch(Collector::knowsAll);
  }

  /** All that is known by now. */
  Spans all() {
    return Spans.of(collectors.stream().flatMap(each -> each.pauses().stream()).toList());
  }

  /** Listens no more. */
  void close() {
    collectors.forEach(Collector::close);
  }

  /** One of the JVM's collectors. Its pauses have numbers, without holes. */
  private final class Collector {
    private final GarbageCollectorMXBean bean;
    private final NotificationListener listener = this::heard;
    private final Deque<Span> pauses = new ArrayDeque<>();
    private final Set<Long> ahead = new HashSet<>();
    private long toldUpTo;

    Collector(GarbageCollectorMXBean bean) {
      this.bean = bean;
      this.toldUpTo = lastPause().map(GcInfo::getId).orElse(0L);
      ((NotificationEmitter) bean).addNotificationListener(listener, null, null);
    }

    synchronized boolean knowsAll() {
      lastPause().ifPresent(this::add);
      return ahead.isEmpty();
    }

    synchronized List<Span> pauses() {
      lastPause().ifPresent(this::add);
      return List.copyOf(pauses);
    }

    void close() {
      try {
        ((NotificationEmitter) bean).removeNotificationListener(listener);
      } catch (ListenerNotFoundException closedBefore) {
        // which is as good
      }
    }

    private Optional<GcInfo> lastPause() {
      return Optional.ofNullable(bean.getLastGcInfo());
    }

    private void heard(Notification notification, Object nothing) {
      add(
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo());
    }

    private synchronized void add(GcInfo pause) {
      if (pause.getId() > toldUpTo && ahead.add(pause.getId())) {
        pauses.addLast(new Span(nanoTime(pause.getStartTime()), nanoTime(pause.getEndTime())));
        if (pauses.size() > KEPT) {
          pauses.removeFirst();
        }
        while (ahead.remove(toldUpTo + 1)) {
          toldUpTo++;
        }
        if (ahead.size() > KEPT) {
          ahead.clear();
          toldUpTo = pause.getId();
        }
      }
    }
  }

  private long nanoTime(long millisAfterStart) {
    return start + TimeUnit.MILLISECONDS.toNanos(millisAfterStart);
  }
}
