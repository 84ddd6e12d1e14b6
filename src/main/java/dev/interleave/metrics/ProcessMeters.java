package dev.interleave.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/** The JVM and the process, by Micrometer's own meters. */
final class ProcessMeters implements AutoCloseable {
  private static final double NANOS = 1e9;

  /**
   * What breaks Prometheus' conventions: nanoseconds are no base unit, and there is one in seconds
   * below; only histograms have a count.
   */
  private static final Set<String> LEFT_OUT = Set.of("process.cpu.time", "system.cpu.count");

  private final JvmGcMetrics garbage = new JvmGcMetrics();

  private ProcessMeters() {}

  static ProcessMeters of(MeterRegistry registry) {
    registry.config().meterFilter(MeterFilter.deny(ProcessMeters::isLeftOut));
    ProcessMeters meters = new ProcessMeters();
    List<MeterBinder> binders =
        List.of(
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            meters.garbage,
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    binders.forEach(binder -> binder.bindTo(registry));
    processorTime(registry);
    return meters;
  }

  @Override
  public void close() {
    garbage.close();
  }

  private static boolean isLeftOut(Meter.Id id) {
    return LEFT_OUT.contains(id.getName());
  }

  private static void processorTime(MeterRegistry registry) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, it -> it.getProcessCpuTime() / NANOS)
          .description("Processor time that the process has used")
          .baseUnit("seconds")
          .register(registry);
    }
  }
}
