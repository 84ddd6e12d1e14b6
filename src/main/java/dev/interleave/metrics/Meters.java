package dev.interleave.metrics;

import dev.interleave.jobs.OpenStrategy;
import dev.interleave.values.Build;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * All meters of one service. Each part of the service is added once, and is given what it has to
 * tell, if it has to tell anything. Any thread may call, unless a part says otherwise.
 */
public final class Meters implements AutoCloseable {
  private static final int USUAL_BYTES = 64 * 1024;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusMeterRegistry micrometer =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
  private final ProcessMeters process = ProcessMeters.of(micrometer);

  /** Begins with the meters of the JVM and of the process, and with what was built. */
  public Meters() {
    Build build = Build.read();
    Info.builder()
        .name("interleave_build_info")
        .help("What is running, by its versions. Always 1.")
        .labelNames("version", "vertx", "java")
        .register(registry)
        .setLabelValues(build.version(), build.vertx(), build.java());
  }

  /**
   * Opens a {@link Vertx} that is metered.
   *
   * @param name tells its meters from those of others, in the label {@code vertx}
   */
  public Vertx vertx(String name, VertxOptions options) {
    return VertxMeters.open(micrometer, name, options);
  }

  /**
   * Adds the jobs. Each combination has a series from the start.
   *
   * @return told of every job
   */
  public JobMeters jobs(Collection<String> kinds, Collection<String> strategies) {
    return new JobMeters(registry, kinds, strategies);
  }

  /** Adds the bulkheads of the strategies. */
  public void strategies(Collection<OpenStrategy> strategies) {
    registry.register(new StrategyMeters(strategies));
  }

  /**
   * Adds the lateness of the loops.
   *
   * @return told of each window that is over
   */
  public LatenessMeters lateness() {
    return new LatenessMeters(registry);
  }

  /**
   * Adds the blocks of loops.
   *
   * @return told of the loops, and of each block
   */
  public BlockMeters blocks() {
    return new BlockMeters(registry);
  }

  /**
   * Adds the ticker.
   *
   * @return told of every tick
   */
  public TickMeters ticks() {
    return new TickMeters(registry);
  }

  /**
   * Adds the open streams.
   *
   * @return told of every watcher
   */
  public WatcherMeters watchers() {
    return new WatcherMeters(registry);
  }

  /** Adds whether an experiment is running; asked on the thread that reads. */
  public void experiments(BooleanSupplier running) {
    GaugeWithCallback.builder()
        .name("interleave_experiments_running")
        .help("Experiments that are running.")
        .callback(callback -> callback.call(running.getAsBoolean() ? 1 : 0))
        .register(registry);
  }

  /** Adds whether the store of jobs is away; asked on the thread that reads. */
  public void store(BooleanSupplier away) {
    GaugeWithCallback.builder()
        .name("interleave_store_away")
        .help("1 while the store of jobs cannot be reached, and no jobs are accepted.")
        .callback(callback -> callback.call(away.getAsBoolean() ? 1 : 0))
        .register(registry);
  }

  /**
   * Adds the lines that the log has dropped.
   *
   * @param dropped how many since the start; asked on the thread that reads
   */
  public void log(LongSupplier dropped) {
    CounterWithCallback.builder()
        .name("interleave_log_lines_dropped_total")
        .help("Lines that were not written to the log, because its reader was too slow.")
        .callback(callback -> callback.call((double) dropped.getAsLong()))
        .register(registry);
  }

  /** All of them as they are now, written in a format. */
  public Buffer read(MetersFormat format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try {
      format.write(bytes, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Listens to the JVM no more. */
  @Override
  public void close() {
    process.close();
    micrometer.close();
  }
}
