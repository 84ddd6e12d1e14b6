package dev.interleave.attach;

import static java.util.stream.Collectors.toMap;

import dev.interleave.attach.BlockTally.Blocks;
import dev.interleave.attach.BlockTally.Sum;
import dev.interleave.monitor.Loop;
import dev.interleave.monitor.Percentiles;
import dev.interleave.monitor.Snapshot;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** Offers the same as beans of JMX, to whoever looks at the process that way. */
final class Beans {
  private Beans() {}

  /** What is watched. Times are milliseconds. Any thread may call. */
  public interface AttachmentMXBean {
    /** {@return what should be known of the application, in words} */
    String[] getFindings();

    /** {@return every loop that is watched} */
    LoopBean[] getLoops();

    /** {@return every pool that is open} */
    PoolBean[] getPools();
  }

  /**
   * A loop: how late it is, beside a thread that only waits, and how often calls have blocked it.
   */
  public record LoopBean(
      int vertx,
      String name,
      double lateP99,
      double lateMax,
      double controlP99,
      int blocks,
      double blocked) {}

  /** A pool: what goes on in it, and how long calls wait. */
  public record PoolBean(
      int vertx,
      String type,
      String name,
      int size,
      int running,
      int queued,
      long ended,
      double queueWaitP99,
      double runTimeP99) {}

  private record OfAttachment(Attachment attachment) implements AttachmentMXBean {
    @Override
    public String[] getFindings() {
      return Findings.of(attachment).stream()
          .map(each -> each.what() + "; " + each.evidence())
          .toArray(String[]::new);
    }

    @Override
    public LoopBean[] getLoops() {
      return attachment.watched().stream().flatMap(OfAttachment::loops).toArray(LoopBean[]::new);
    }

    @Override
    public PoolBean[] getPools() {
      return attachment.watched().stream()
          .flatMap(
              vertx -> vertx.pools().stream().map(pool -> pool(vertx.number(), pool.figures())))
          .toArray(PoolBean[]::new);
    }

    private static Stream<LoopBean> loops(WatchedVertx vertx) {
      Snapshot measured = vertx.monitor().snapshot();
      Map<Loop, Sum> blocks =
          vertx.tally().loops().stream().collect(toMap(Blocks::loop, Blocks::all));
      double control = millis(measured.control().corrected().p99());
      return measured.loops().entrySet().stream()
          .map(each -> {
            Percentiles late = each.getValue().corrected();
            Sum blocked = blocks.getOrDefault(each.getKey(), Sum.NONE);
            return new LoopBean(
                vertx.number(),
                each.getKey().name(),
                millis(late.p99()),
                millis(late.max()),
                control,
                blocked.count(),
                millis(blocked.total().toNanos()));
          });
    }

    private static PoolBean pool(int vertx, Pool.Figures pool) {
      return new PoolBean(
          vertx,
          pool.type(),
          pool.name().orElse(""),
          pool.size().orElse(-1),
          pool.running(),
          pool.queued(),
          pool.ended(),
          millis(Percentiles.of(pool.queueWait()).p99()),
          millis(Percentiles.of(pool.runTime()).p99()));
    }

    private static double millis(long nanos) {
      return nanos / 1e6;
    }
  }

  /** Registers it. */
  static void register(Attachment attachment) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(
            new StandardMBean(new OfAttachment(attachment), AttachmentMXBean.class, true),
            new ObjectName("dev.interleave:type=Attachment"));
  }
}
